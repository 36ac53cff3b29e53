// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.stack;

/** Finds out whether this JVM lays out the stacks of exceptions as {@link Backtrace} describes. */
final class BacktraceCheck {
    /*
     * Implementation notes
     *
     * Stacks of some depths, whole and cut at and beside the chunks' borders, are read raw and compared with what
     * getStackTrace() says, frame by frame. The deepest also finds a JVM that cuts stacks short (MaxJavaStackTraceDepth), where
     * StackWalker sees more.
     */
    private static final int[] DEPTHS = {1, 31, 62, 130};
    private static final int ALL = Integer.MAX_VALUE;

    private BacktraceCheck() {}

    /**
     * Checks the layout.
     *
     * @throws IllegalStateException if it is another one
     */
    static void run() {
        for (int depth : DEPTHS) {
            check(depth);
        }
    }

    private static void check(int depth) {
        RawStack[] equal = new RawStack[2];
        for (int i = 0; i < equal.length; i++) {
            equal[i] = captureBelow(depth);
        }
        RawStack other = captureBelow(depth);
        require(equal[0].hashFrom(0, ALL) == equal[1].hashFrom(0, ALL), "equal stacks have different hashes");
        require(equal[0].hashFrom(0, ALL) != other.hashFrom(0, ALL), "stacks of different lines have equal hashes");

        require(other.length() > depth, "stacks are cut short");
        compare(other);
        int half = (depth + 1) / 2;
        Backtrace.cut(equal[0], half);
        require(equal[0].length() == half, "a stack cannot be cut");
        compare(equal[0]);
    }

    private static RawStack captureBelow(int depth) {
        return depth == 0 ? (RawStack) new RawStackWalk().walk() : captureBelow(depth - 1);
    }

    private static void compare(RawStack stack) {
        StackTraceElement[] expected = stack.getStackTrace();
        require(stack.length() == expected.length, "raw and decoded stack differ in length");
        int index = 0;
        for (Object[] chunk = Backtrace.of(stack); chunk != null; chunk = (Object[]) chunk[Backtrace.NEXT]) {
            short[] methods = (short[]) chunk[Backtrace.METHODS];
            int[] bcis = (int[]) chunk[Backtrace.BCIS];
            Object[] mirrors = (Object[]) chunk[Backtrace.MIRRORS];
            require(methods.length == mirrors.length && bcis.length == mirrors.length, "chunks are uneven");
            for (int i = 0; i < mirrors.length && mirrors[i] != null; i++) {
                String name = ((Class<?>) mirrors[i]).getName();
                require(name.equals(expected[index].getClassName()), "raw and decoded stack differ in a class");
                index++;
            }
        }
        require(index == expected.length, "raw stack has gaps");
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }
}
