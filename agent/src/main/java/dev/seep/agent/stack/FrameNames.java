// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.stack;

/**
 * Gives frames the names that reports show: the numbers and addresses in the names of hidden, proxy and generated
 * classes become {@code *}, so that two runs of a program can be compared.
 */
public final class FrameNames {
    /** Followed by a number that counts classes. */
    private static final String[] COUNTED = {
        "$Proxy",
        "jdk.proxy",
        "GeneratedMethodAccessor",
        "GeneratedConstructorAccessor",
        "GeneratedSerializationConstructorAccessor",
        "_$$_jvst" // Javassist: hash, underscore, number
    };

    /** Followed by something random after the next separator: Spring, Guice, Hibernate, Mockito, Byte Buddy. */
    private static final String[] RANDOM = {
        "$$EnhancerBy",
        "$$FastClassBy",
        "$$SpringCGLIB",
        "$$KeyFactoryBy",
        "$HibernateProxy",
        "$HibernateInstantiator",
        "$HibernateAccessOptimizer",
        "$MockitoMock",
        "$ByteBuddy",
        "$auxiliary"
    };

    private static final String LAMBDA = "$$Lambda";

    private FrameNames() {}

    /**
     * {@return the frames from index {@code start} to before {@code end}, normalised, without the agent's own}
     *
     * @param end may be beyond the last frame
     */
    static StackTraceElement[] normalised(StackTraceElement[] frames, int start, int end) {
        int last = Math.min(frames.length, end);
        int count = 0;
        for (int i = start; i < last; i++) {
            if (!OwnFrames.isOwn(frames[i].getClassName())) {
                count++;
            }
        }
        StackTraceElement[] kept = new StackTraceElement[count];
        int next = 0;
        for (int i = start; i < last; i++) {
            if (!OwnFrames.isOwn(frames[i].getClassName())) {
                kept[next++] = normalised(frames[i]);
            }
        }
        return kept;
    }

    private static StackTraceElement normalised(StackTraceElement frame) {
        String name = frame.getClassName();
        String normalised = className(name);
        if (normalised.equals(name)) {
            return frame;
        }
        return new StackTraceElement(
                frame.getClassLoaderName(),
                frame.getModuleName(),
                frame.getModuleVersion(),
                normalised,
                frame.getMethodName(),
                frame.getFileName(),
                frame.getLineNumber());
    }

    /** {@return the name of a class without what differs from run to run; the same string if there is nothing} */
    public static String className(String name) {
        String normalised = withoutAddress(name);
        for (String marker : COUNTED) {
            int at = normalised.indexOf(marker);
            if (at >= 0) {
                normalised = starred(normalised, at + marker.length());
            }
        }
        for (String marker : RANDOM) {
            int at = normalised.indexOf(marker);
            if (at >= 0) {
                normalised = starredAfterSeparators(normalised, at + marker.length());
            }
        }
        return normalised;
    }

    /** Hidden classes: {@code Foo$$Lambda$14/0x000000080015} on JDK 17, {@code Foo$$Lambda/0x00007f0012} later. */
    private static String withoutAddress(String name) {
        int slash = name.indexOf('/');
        if (slash < 0) {
            return name;
        }
        int lambda = name.lastIndexOf(LAMBDA, slash);
        int end = lambda >= 0 ? lambda + LAMBDA.length() : slash;
        return name.substring(0, end).concat("/*");
    }

    /** Replaces the letters and digits from {@code start} on, where there are any and the first of them is a digit. */
    private static String starred(String name, int start) {
        int end = start;
        while (end < name.length() && (Character.isLetterOrDigit(name.charAt(end)) || name.charAt(end) == '_')) {
            end++;
        }
        if (end == start || !Character.isDigit(name.charAt(start))) {
            return name;
        }
        return replaced(name, start, end);
    }

    /** Replaces what follows the next run of {@code $}, up to the one after that. */
    private static String starredAfterSeparators(String name, int from) {
        int start = name.indexOf('$', from);
        if (start < 0) {
            return name;
        }
        while (start < name.length() && name.charAt(start) == '$') {
            start++;
        }
        int end = start;
        while (end < name.length() && name.charAt(end) != '$') {
            end++;
        }
        return end == start ? name : replaced(name, start, end);
    }

    private static String replaced(String name, int start, int end) {
        return name.substring(0, start).concat("*").concat(name.substring(end));
    }
}
