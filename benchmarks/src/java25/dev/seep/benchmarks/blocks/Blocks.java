// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.blocks;

import java.lang.foreign.Arena;
import java.lang.invoke.VarHandle;

/**
 * Numbered slots for the blocks of one allocator, so that a program is the same whatever a block is: an address, a
 * buffer or an arena.
 *
 * <p>A slot belongs to one thread at a time. Only one subclass is loaded in a JVM, so that the JIT compiles calls of
 * it as direct ones.
 */
public abstract class Blocks {
    /**
     * Allocates a block and writes its first 8 bytes.
     *
     * @param bytes at least 8
     */
    final void allocate(int slot, long bytes) {
        VarHandle.acquireFence(); // else the JIT looks the thread's cache up once for a whole loop
        put(slot, bytes);
    }

    /** Frees the block of a slot. */
    final void free(int slot) {
        VarHandle.acquireFence();
        remove(slot);
    }

    /** Frees the block of a slot and allocates another one there. */
    final void replace(int slot, long bytes) {
        free(slot);
        allocate(slot, bytes);
    }

    abstract void put(int slot, long bytes);

    abstract void remove(int slot);

    /** Writes 8 bytes into the block of a slot. */
    abstract void write(int slot, long offset);

    /** {@return the first 8 bytes of the block of a slot} */
    abstract long read(int slot);

    /**
     * {@return a new arena of the allocator}
     *
     * @param zeroed whether its blocks must be zeroed; they may be anyway
     * @throws UnsupportedOperationException if it has none
     */
    Arena newArena(boolean zeroed) {
        throw new UnsupportedOperationException("no arenas: class=" + getClass().getSimpleName());
    }

    /** {@return a thread, of the kind that the allocator likes best} */
    Thread newThread(Runnable body) {
        return new Thread(body);
    }

    /**
     * {@return slots for the blocks of an allocator}
     *
     * @param className simple name of a class of this package; by reflection, because the verifier would load all
     */
    static Blocks of(String className, int slots) {
        try {
            return Class.forName(Blocks.class.getPackageName() + "." + className)
                    .asSubclass(Blocks.class)
                    .getDeclaredConstructor(int.class)
                    .newInstance(slots);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make the blocks: class=" + className, e);
        }
    }
}
