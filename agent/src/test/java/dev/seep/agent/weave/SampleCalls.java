// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.weave;

/** What a woven {@link Sample}, which is another class than the one that tests are compiled with, can do. */
public interface SampleCalls {
    long allocate(long bytes);

    void free(long block);

    long reallocate(long block, long bytes);

    boolean resize(long block, long bytes);

    long refined(int bytes, Object session);

    long refinedAndThrowing(int bytes, Object session);

    void close();

    long address();
}
