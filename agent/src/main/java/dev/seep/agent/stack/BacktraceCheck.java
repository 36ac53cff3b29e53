// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.stack;

/** Finds out whether this JVM lays out the stacks of exceptions as {@link Backtrace} describes. */
final class BacktraceCheck {
    /*
     * Implementation notes
     *
     * Stacks of known depth, on both sides of the chunks' borders, are read raw and compared with what getStackTrace()
     * says, frame by frame. The deepest also finds a JVM that cuts stacks short (MaxJavaStackTraceDepth), where
     * StackWalker sees more.
     */
    private static final int[] DEPTHS = {0, 20, 31, 32, 33, 64, 130};
    private static final int ALL = Integer.MAX_VALUE;

    private BacktraceCheck() {}

    /**
     * Checks the layout.
     *
     * @throws IllegalStateException if it is another one
     */
    static void run() {
        for (int depth : DEPTHS) {
            RawStack stack = captureBelow(depth);
            require(stack.length() > depth, "stacks are cut short");
            compare(stack, stack.getStackTrace());
            RawStack[] both = {null, null};
            for (int i = 0; i < both.length; i++) {
                both[i] = captureBelow(depth);
            }
            require(both[0].hashFrom(0, ALL) == both[1].hashFrom(0, ALL), "equal stacks have different hashes");
            require(stack.hashFrom(0, ALL) != both[0].hashFrom(0, ALL), "stacks of different lines have equal hashes");
        }
    }

    private static RawStack captureBelow(int depth) {
        return depth == 0 ? RawStack.capture() : captureBelow(depth - 1);
    }

    private static void compare(RawStack stack, StackTraceElement[] expected) {
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
