// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.stack;

import org.jspecify.annotations.Nullable;

/** Tells the agent's own frames from those of the application and its libraries. */
public final class OwnFrames {
    /*
     * Implementation notes
     *
     * The agent's classes are known by name. The prefix is taken from a class, not written down, so that packaging,
     * which relocates both classes and constants, cannot part them. The hook classes are the exception: in the packaged
     * agent they are java.lang.Seep..., in unit tests they are where they were written, below the prefix.
     */
    /** In the name of each class between a method reference and its method, between the class's own name and a number. */
    public static final String REFERENCE = "$$SeepReference";

    private static final String HOOK_PREFIX = "java.lang.Seep";
    private static final String AGENT_PREFIX = agentPrefix();
    private static final String LAUNCHER = launcher();

    /** Own classes that were asked for, most of them on every walk. Racy: an entry that gets lost is found again. */
    private static final @Nullable Class<?>[] KNOWN = new Class<?>[16];

    private OwnFrames() {}

    static boolean isOwn(String className) {
        return isAgent(className) || className.contains(REFERENCE);
    }

    private static boolean isAgent(String className) {
        return className.startsWith(AGENT_PREFIX)
                || className.startsWith(HOOK_PREFIX)
                || className.startsWith(LAUNCHER);
    }

    /** As for names, but without those of {@link #REFERENCE}, which are never innermost and belong to other loaders. */
    static boolean isOwn(Class<?> type) {
        for (int i = 0; i < KNOWN.length; i++) {
            Class<?> known = KNOWN[i];
            if (known == type) {
                return true;
            }
            if (known == null) {
                return isNewOwn(type, i);
            }
        }
        return isAgent(type.getName());
    }

    private static boolean isNewOwn(Class<?> type, int free) {
        boolean own = isAgent(type.getName()); // the name is cached in the class
        if (own) {
            KNOWN[free] = type;
        }
        return own;
    }

    private static String agentPrefix() {
        String name = OwnFrames.class.getPackageName(); // dev.seep.agent.stack
        return name.substring(0, name.lastIndexOf('.') + 1);
    }

    private static String launcher() {
        String parent = AGENT_PREFIX.substring(0, AGENT_PREFIX.length() - 1); // dev.seep.agent
        return parent.substring(0, parent.lastIndexOf('.') + 1).concat("Launcher");
    }
}
