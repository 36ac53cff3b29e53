// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.snapshot;

/**
 * What the agent itself takes.
 *
 * @param memoryBytes off-heap memory of its tables
 * @param cpuSeconds processor time of its own threads and of the stack walks
 * @param stacksWalked stack traces walked
 * @param liveRecords records of live blocks
 * @param stacks distinct stack traces kept
 */
public record OwnCost(long memoryBytes, double cpuSeconds, long stacksWalked, long liveRecords, long stacks) {}
