// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent;

import dev.seep.agent.record.Ticks;
import dev.seep.report.snapshot.Block;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps the ten oldest of the blocks that it is shown. Confined to one scan. */
final class OldestBlocks {
    private static final int MOST = 10;

    private final long[] addresses = new long[MOST];
    private final long[] sizes = new long[MOST];
    private final int[] ticks = new int[MOST];
    private final int[] threads = new int[MOST];
    private int count;

    void add(long address, long size, int tick, int thread) {
        int at = count;
        if (count == MOST) {
            if (tick >= ticks[MOST - 1]) {
                return;
            }
            at--;
        } else {
            count++;
        }
        for (; at > 0 && ticks[at - 1] > tick; at--) {
            addresses[at] = addresses[at - 1];
            sizes[at] = sizes[at - 1];
            ticks[at] = ticks[at - 1];
            threads[at] = threads[at - 1];
        }
        addresses[at] = address;
        sizes[at] = size;
        ticks[at] = tick;
        threads[at] = thread;
    }

    /** {@return the age of the oldest, or 0 if there is none} */
    double oldestSeconds(int now) {
        return count == 0 ? 0 : seconds(now - ticks[0]);
    }

    List<Block> list(int now, @Nullable String[] names) {
        List<Block> blocks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            blocks.add(new Block(
                    addresses[i],
                    sizes[i],
                    seconds(now - ticks[i]),
                    threads[i] < names.length ? names[threads[i]] : null));
        }
        return blocks;
    }

    private static double seconds(int ticks) {
        return Math.max(0, ticks) * (Ticks.TICK_MILLIS / 1e3);
    }
}
