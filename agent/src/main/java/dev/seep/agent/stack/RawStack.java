// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.stack;

import jdk.internal.misc.Unsafe;

/** A stack as HotSpot records it for exceptions, read without building a {@code StackTraceElement}. */
final class RawStack extends Throwable implements WalkedStack {
    /*
     * Implementation notes
     *
     * A Throwable is the cheapest complete walk that Java code can start (figures in docs/benchmarks.md). It is made
     * without its constructor: constructors of Throwable report to JFR, and the application's exception statistics
     * would count our stacks. fillInStackTrace() then wants the field stackTrace to hold anything but null.
     *
     * Hash. One multiplication per frame on the chain; the class goes in by its identity hash, which the object header
     * keeps once it was asked for: method numbers and bytecode indices alone made one stack of 1,024 different ones.
     */
    private static final long serialVersionUID = 1;

    private static final Unsafe UNSAFE = Unsafe.getUnsafe();
    private static final long STACK_TRACE_OFFSET = UNSAFE.objectFieldOffset(Throwable.class, "stackTrace");
    private static final StackTraceElement[] NOT_DECODED = {};

    private RawStack() {
        throw new AssertionError("made without its constructor");
    }

    static RawStack capture() {
        RawStack stack;
        try {
            stack = (RawStack) UNSAFE.allocateInstance(RawStack.class);
        } catch (InstantiationException e) {
            throw new IllegalStateException(e);
        }
        UNSAFE.putReference(stack, STACK_TRACE_OFFSET, NOT_DECODED);
        stack.fillInStackTrace();
        return stack;
    }

    @Override
    public long hash(int depth) {
        return hashFrom(ownFrames(), depth);
    }

    private int ownFrames() {
        Object[] chunk = Backtrace.of(this);
        if (chunk == null) {
            return 0;
        }
        Object[] mirrors = (Object[]) chunk[Backtrace.MIRRORS];
        int own = 0;
        while (own < mirrors.length && mirrors[own] != null && OwnFrames.isOwn((Class<?>) mirrors[own])) {
            own++;
        }
        return own;
    }

    /** {@return the identity of {@code depth} frames, the first {@code skipped} left out} */
    long hashFrom(int skipped, int depth) {
        long hash = 0;
        int start = skipped;
        int left = depth;
        for (Object[] chunk = Backtrace.of(this); chunk != null; chunk = (Object[]) chunk[Backtrace.NEXT]) {
            short[] methods = (short[]) chunk[Backtrace.METHODS];
            int[] bcis = (int[]) chunk[Backtrace.BCIS];
            Object[] mirrors = (Object[]) chunk[Backtrace.MIRRORS];
            int end = Math.min(mirrors.length - start, left) + start;
            for (int i = start; i < end; i++) {
                Object mirror = mirrors[i];
                if (mirror == null) {
                    return hash;
                }
                hash = Hashing.frame(hash, System.identityHashCode(mirror), methods[i], bcis[i]);
            }
            left -= end - start;
            if (left == 0) {
                return hash;
            }
            start = 0;
        }
        return hash;
    }

    /** {@return the number of frames, those of the agent included} */
    int length() {
        int length = 0;
        for (Object[] chunk = Backtrace.of(this); chunk != null; chunk = (Object[]) chunk[Backtrace.NEXT]) {
            Object[] mirrors = (Object[]) chunk[Backtrace.MIRRORS];
            for (int i = 0; i < mirrors.length && mirrors[i] != null; i++) {
                length++;
            }
        }
        return length;
    }

    @Override
    public StackTraceElement[] decode(int depth) {
        int skipped = ownFrames();
        return FrameNames.normalised(getStackTrace(), skipped, (int) Math.min(Integer.MAX_VALUE, (long) skipped + depth));
    }
}
