// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.report;

/** What the agent itself costs. */
public record Own(long memoryBytes, double cpuSeconds, long stacksWalked, long liveRecords, long stacks) {}
