// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent;

import dev.seep.agent.option.FilterPatterns;
import dev.seep.agent.record.SampledAllocations;
import dev.seep.agent.stack.StackFilter;

/** Filters threads and stacks as the options {@code include} and {@code exclude} say. */
record KeptByOptions(FilterPatterns patterns) implements StackFilter, SampledAllocations.ThreadFilter {
    @Override
    public boolean keepsAll() {
        return patterns.keepsAllThreads();
    }

    @Override
    public boolean keepsThread(String name) {
        return patterns.keepsThread(name);
    }

    @Override
    public boolean keeps(StackTraceElement[] frames) {
        return patterns.keepsStack(frames);
    }
}
