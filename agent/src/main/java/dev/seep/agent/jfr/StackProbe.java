// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.jfr;

/** Finds out whether there is stack left for a commit. */
final class StackProbe {
    /*
     * Implementation notes
     *
     * A stack that overflows in the middle of commit() can leave half an event in JFR's buffer: its handler resets the
     * buffer by a call, and that overflows as well. Events then went missing by the hundred thousand on 17, and on 25
     * the file could not be read at all (StackOverflowTest commits down to the end of the stack). Calls as deep as a
     * commit, and then some, go first.
     *
     * The recursion is there because the JIT inlines one level of it and no more, so that frames are really pushed. The
     * file was whole in every run from a depth of 64 on, interpreted and compiled.
     */
    private static final int DEPTH = 128;

    private StackProbe() {}

    /**
     * Goes down the stack and comes back.
     *
     * @throws StackOverflowError if there is too little stack left
     */
    static void probe() {
        descend(DEPTH);
    }

    private static int descend(int calls) {
        return calls == 0 ? 0 : descend(calls - 1) + 1;
    }
}
