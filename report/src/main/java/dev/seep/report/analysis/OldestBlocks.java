// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import dev.seep.report.snapshot.Block;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The oldest live blocks of several lists, each block once. Confined to one thread. */
final class OldestBlocks {
    private static final int MOST = 10;

    private final List<Block> blocks = new ArrayList<>();
    private double seconds;

    /** Adds blocks, and the age of the oldest of which they are some. */
    void add(List<Block> more, double oldestSeconds) {
        blocks.addAll(more);
        seconds = Math.max(seconds, oldestSeconds);
    }

    /** Adds the blocks of every stack of {@code group}. */
    void addStacksOf(StackGroup group) {
        for (int i = 0; i < group.size(); i++) {
            add(group.stack(i).oldestBlocks(), group.stack(i).oldestSeconds());
        }
    }

    /** {@return age of the oldest, or 0 when there is none} */
    double seconds() {
        return seconds;
    }

    /** {@return the ten oldest, oldest first} */
    List<Block> blocks() {
        List<Block> sorted = new ArrayList<>(blocks);
        sorted.sort(new OldestFirst());
        List<Block> oldest = new ArrayList<>(MOST);
        for (int i = 0; i < sorted.size() && oldest.size() < MOST; i++) {
            if (!holds(oldest, sorted.get(i))) {
                oldest.add(sorted.get(i));
            }
        }
        return oldest;
    }

    private static boolean holds(List<Block> blocks, Block block) {
        for (Block candidate : blocks) {
            // of several JVMs, two blocks may have one address
            if (candidate.address() == block.address() && candidate.ageSeconds() == block.ageSeconds()) {
                return true;
            }
        }
        return false;
    }

    private static final class OldestFirst implements Comparator<Block> {
        @Override
        public int compare(Block one, Block other) {
            return Double.compare(other.ageSeconds(), one.ageSeconds());
        }
    }
}
