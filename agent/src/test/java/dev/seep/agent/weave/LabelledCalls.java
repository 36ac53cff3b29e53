// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.weave;

import java.io.Serializable;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import java.util.function.IntToLongFunction;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import java.util.function.ToLongBiFunction;

/**
 * Calls of every form, woven by {@link CallSiteWeaverTest}. The size of a block is the answer of the method that allocates
 * it, plus something where there are more than one.
 */
@SuppressWarnings("unused") // called by name
public class LabelledCalls extends Block.Plain {
    /** The line of the first call. */
    static final int LINE_OF_FIRST = 25;

    private static final Block.Source SOURCE = new Block.Plain();

    static void callsStatic() {
        Block.allocateBlock(2);
    }

    static void callsVirtual() {
        new Block.Plain().allocateBlock(3);
    }

    static void callsInterface() {
        SOURCE.allocateBlock(5);
    }

    static void callsDefaultMethod() {
        SOURCE.allocateBlockByDefault(7);
    }

    static void callsSuper() {
        new LabelledCalls().allocateBlock(11);
    }

    @Override
    public long allocateBlock(long size) {
        return super.allocateBlock(size);
    }

    static void callsConstructor() {
        new Block(13);
    }

    static void callsSuperConstructor() {
        new Extended(17, 0);
    }

    static void callsInArgumentsOfThisConstructor() {
        new Extended(19L);
    }

    static void callsInTernary() {
        long sum = (SOURCE != null ? Block.allocateBlock(23) : 0) + (SOURCE == null ? 1 : Block.allocateBlock(29));
    }

    static void callsInLambda() {
        LongSupplier supplier = () -> Block.allocateBlock(31);
        long result = supplier.getAsLong();
    }

    static void callsByStaticReference() {
        IntToLongFunction reference = Block::allocateBlock;
        long result = reference.applyAsLong(101) + reference.applyAsLong(103);
    }

    static void callsByBoundReference() {
        LongUnaryOperator reference = SOURCE::allocateBlock;
        long result = reference.applyAsLong(107);
    }

    static void callsByReferenceOfAClass() {
        LongUnaryOperator reference = new InnerSource()::allocateBlockByDefault;
        long result = reference.applyAsLong(109);
    }

    static void callsByUnboundReference() {
        ToLongBiFunction<Block.Plain, Long> reference = Block.Plain::allocateBlock;
        long result = reference.applyAsLong(new Block.Plain(), 113L);
    }

    static void callsByConstructorReference() {
        IntFunction<Block> reference = Block::new;
        Block result = reference.apply(127);
    }

    static void callsByPrivateReference() {
        LongUnaryOperator reference = LabelledCalls::allocateBlockInPrivate;
        long result = reference.applyAsLong(131);
    }

    private static long allocateBlockInPrivate(long size) {
        return Block.unlabelled((int) size);
    }

    static void callsByReferenceWithMarker() {
        LongUnaryOperator reference = (LongUnaryOperator & Cloneable) SOURCE::allocateBlock;
        long result = reference.applyAsLong(137);
    }

    static void callsBySerializableReference() {
        LongUnaryOperator reference = (LongUnaryOperator & Serializable) LabelledCalls::allocateBlockInPrivate;
        long result = reference.applyAsLong(139);
    }

    static void throwsByReference() {
        LongUnaryOperator reference = SOURCE::allocateBlock;
        long result = reference.applyAsLong(-1);
    }

    static void callsNested() {
        new Block((int) Block.allocateBlock(37));
        SOURCE.allocateBlock(Block.allocateBlock(41) - 4096 + 43);
    }

    static void callsInNestedFrames() {
        new InnerSource().allocateBlock(47);
    }

    static void callsNothingMeant() {
        Block.unlabelled(53);
    }

    static void throwsAndCatches() {
        try {
            Block.allocateBlock(-1);
        } catch (IllegalStateException e) {
            Block.unlabelled(59);
        }
        Block.unlabelled(61);
    }

    static void throwsAndRunsFinally() {
        try {
            Block.allocateBlock(-1);
        } finally {
            Block.unlabelled(67);
        }
    }

    static void throwsWhatItDoesNotCatch() {
        try {
            Block.allocateBlock(-1);
        } catch (IllegalArgumentException e) {
            Block.unlabelled(71);
        }
    }

    static void throwsInSynchronized() {
        synchronized (SOURCE) {
            SOURCE.allocateBlock(-1);
        }
    }

    static void throwsInConstructor() {
        new Block(-1);
    }

    static void throwsInSuperConstructor() {
        new Extended(-1, 0);
    }

    static void throwsBeforeSuperConstructor() {
        new Extended(-1L);
    }

    static void throwsAfterSuperConstructor() {
        new Extended(73, -1);
    }

    static void throwsInLoopWithLocals() {
        long sum = 0;
        double factor = 0.5;
        for (int i = 3; i >= -1; i--) {
            String text = "block " + i;
            sum += Block.allocateBlock(i) + text.length();
            factor *= sum;
        }
    }

    static void overflowsTheStack() {
        for (int i = 0; i < 200; i++) {
            try {
                recurse(i, 0);
            } catch (StackOverflowError e) {
                Block.unlabelled(151);
            }
        }
    }

    /** Calls itself for ever, with frames whose size differs from {@code padding} to {@code padding}. */
    private static long recurse(int padding, long sum) {
        if (padding % 2 == 0) {
            return Block.allocateBlock(157) + recurse(padding, sum + 1);
        }
        long a = sum + padding;
        long b = a * padding;
        return recurse(padding, a) + SOURCE.allocateBlock(163) + b + recurse(padding, b);
    }

    static void allocatesUnlabelledAfterACall() {
        Block.allocateBlock(79);
        Block.unlabelled(83);
    }

    /** A class with constructors of every kind. */
    static class Extended extends Block {
        private final IntSupplier supplier;

        Extended(int size, int second) {
            super(size);
            if (second != 0) {
                Block.allocateBlock(second);
            }
            supplier = () -> size;
        }

        Extended(long size) {
            this(size < 100 ? new String(new char[(int) Block.allocateBlock((int) size) & 1]).length() + 89 : 0, 0);
        }
    }

    /** A user's own type that allocates by another. */
    static class InnerSource implements Block.Source {
        @Override
        public long allocateBlock(long size) {
            return SOURCE.allocateBlock(size);
        }
    }
}
