// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.allocator;

/**
 * What a pair of an allocation and a free took in one run.
 *
 * @param cpuNanos processor time of the whole process, in ns
 * @param wallNanos time by the clock on the wall, in ns; of several threads, for a pair of any of them
 * @param heapBytes Java heap
 */
record PairTime(double cpuNanos, double wallNanos, double heapBytes) {}
