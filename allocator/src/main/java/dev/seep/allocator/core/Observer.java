// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.core;

/** Is told what an allocator does to its mappings. Any thread may call; nothing may be thrown, and no lock taken. */
public interface Observer {
    /** Memory was mapped. */
    void mapped(long address, long bytes);

    /** Memory was given back, address range included. */
    void unmapped(long address, long bytes);

    /**
     * Pages were given back, but not their address range.
     *
     * @param nanos how long that took
     */
    void purged(long address, long bytes, long nanos);

    /**
     * No memory is to be had.
     *
     * @param wantedBytes what was asked for
     * @param committedBytes what is in use or kept
     * @param maxBytes the limit; {@link Long#MAX_VALUE} for none
     * @param refusal why the operating system refused last
     */
    void refused(long wantedBytes, long committedBytes, long maxBytes, String refusal);

    /** Does nothing. */
    Observer NONE = new Observer() {
        @Override
        public void mapped(long address, long bytes) {}

        @Override
        public void unmapped(long address, long bytes) {}

        @Override
        public void purged(long address, long bytes, long nanos) {}

        @Override
        public void refused(long wantedBytes, long committedBytes, long maxBytes, String refusal) {}
    };
}
