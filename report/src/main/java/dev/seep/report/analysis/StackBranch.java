// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import dev.seep.report.snapshot.Frame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Stacks of one site whose first frames, from the allocation outwards, are the same. Confined to one thread. */
final class StackBranch {
    final List<SiteStack> stacks = new ArrayList<>();
    long survivors;
    long freed;

    void add(SiteStack stack) {
        stacks.add(stack);
        survivors += stack.liveSamples();
        freed += stack.freedSamples();
    }

    /** {@return share of the sampled blocks that are still live} */
    double retention() {
        return survivors == 0 ? 0 : (double) survivors / (survivors + freed);
    }

    /** {@return the branches by the frame at {@code depth}; stacks that end before it are in none} */
    List<StackBranch> split(int depth) {
        Map<CallSiteKey, StackBranch> branches = new LinkedHashMap<>();
        for (SiteStack stack : stacks) {
            if (stack.frames().size() > depth) {
                CallSiteKey key = new CallSiteKey(stack.frames().get(depth));
                StackBranch branch = branches.get(key);
                if (branch == null) {
                    branch = new StackBranch();
                    branches.put(key, branch);
                }
                branch.add(stack);
            }
        }
        return new ArrayList<>(branches.values());
    }

    /** {@return the frame at {@code depth}, which all stacks share} */
    Frame frame(int depth) {
        return stacks.get(0).frames().get(depth);
    }
}
