// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.weave;

import dev.seep.agent.hook.Hooks;

/** Allocates, as far as hooks are concerned, and throws when asked for a negative size. Not woven itself. */
public class Block {
    public Block(int size) {
        try {
            allocateBlockHere(size);
        } catch (IllegalStateException e) {
            Hooks.leave(); // as constructors that patterns mean have to be woven
            throw e;
        }
    }

    /** Allocates without that a pattern means it. */
    public static long unlabelled(int size) {
        Hooks.allocated(4096, size, 0);
        return 4096;
    }

    static long allocateBlockHere(int size) {
        if (size < 0) {
            throw new IllegalStateException("refused");
        }
        return unlabelled(size);
    }

    /** A static method that allocates. */
    public static long allocateBlock(int size) {
        return allocateBlockHere(size);
    }

    /** Allocates on behalf of callers by interface; as a class it can be extended. */
    public interface Source {
        long allocateBlock(long size);

        default long allocateBlockByDefault(long size) {
            return allocateBlockHere((int) size);
        }
    }

    /** A class with a virtual method that allocates. */
    public static class Plain implements Source {
        @Override
        public long allocateBlock(long size) {
            return allocateBlockHere((int) size);
        }
    }
}
