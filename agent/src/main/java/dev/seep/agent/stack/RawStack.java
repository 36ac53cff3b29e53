// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.stack;

/** A stack as HotSpot records it for exceptions, read without building a {@code StackTraceElement}. */
final class RawStack extends Throwable implements WalkedStack {
    /*
     * Implementation notes
     *
     * Hash. One multiplication per frame on the chain; the class goes in by its identity hash, which the object header
     * keeps once it was asked for: method numbers and bytecode indices alone made one stack of 1,024 different ones.
     */
    private static final long serialVersionUID = 1;

    /** Never called, see {@link RawStackWalk}. */
    private RawStack() {}

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
        int end = (int) Math.min(length(), (long) skipped + depth);
        Backtrace.cut(this, end);
        return FrameNames.normalised(getStackTrace(), skipped, end);
    }
}
