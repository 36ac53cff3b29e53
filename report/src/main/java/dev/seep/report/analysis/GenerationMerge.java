// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import dev.seep.report.snapshot.Generation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Adds the generations of one site in several JVMs, by the time since each JVM's start. Immutable. */
final class GenerationMerge {
    private static final int MOST = 64;

    private final List<List<Generation>> histories;
    private final double epochSeconds;
    private final int count;

    /** Takes histories, none of them empty, each with its oldest generation first. */
    GenerationMerge(List<List<Generation>> histories) {
        this.histories = histories;
        double epoch = 0;
        double end = 0;
        for (List<Generation> history : histories) {
            epoch = Math.max(epoch, longestEpoch(history));
            end = Math.max(end, history.get(history.size() - 1).startSeconds());
        }
        epochSeconds = epoch;
        count = epoch > 0 ? (int) Math.min(MOST, Math.floor(end / epoch + 1e-6) + 1) : 1;
    }

    private static double longestEpoch(List<Generation> history) {
        double longest = 0;
        for (int i = 1; i < history.size(); i++) {
            longest = Math.max(
                    longest, history.get(i).startSeconds() - history.get(i - 1).startSeconds());
        }
        return longest;
    }

    /** {@return the sums, in epochs that none of the histories divides} */
    List<Generation> sums() {
        if (histories.size() <= 1) {
            return histories.isEmpty() ? List.of() : histories.get(0);
        }
        long[] allocated = new long[count];
        long[] live = new long[count];
        long[] endLive = new long[count];
        for (List<Generation> history : histories) {
            long[] ends = new long[count];
            int last = -1;
            for (Generation generation : history) {
                int at = placeOf(generation);
                allocated[at] += generation.allocatedBytes();
                live[at] += generation.liveBytes();
                for (int i = last + 1; last >= 0 && i < at; i++) {
                    ends[i] = ends[last];
                }
                ends[at] = generation.endLiveBytes();
                last = at;
            }
            for (int i = 0; i < count; i++) {
                endLive[i] += i <= last ? ends[i] : ends[Math.max(0, last)];
            }
        }
        List<Generation> sums = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            sums.add(new Generation(i * epochSeconds, allocated[i], live[i], endLive[i]));
        }
        return sums;
    }

    private int placeOf(Generation generation) {
        double epoch = epochSeconds > 0 ? Math.floor(generation.startSeconds() / epochSeconds + 1e-6) : 0;
        return (int) Math.max(0, Math.min(count - 1, epoch));
    }

    /**
     * Adds bytes of the generations of one history to those of the sums.
     *
     * @param sums bytes by generation of {@link #sums()} so far; empty for none
     * @param bytes by generation of {@code history}, oldest first; perhaps fewer than it has
     */
    List<Long> added(List<Long> sums, List<Long> bytes, List<Generation> history) {
        Long[] added = new Long[histories.size() == 1 ? history.size() : count];
        Arrays.fill(added, 0L);
        for (int i = 0; i < Math.min(added.length, sums.size()); i++) {
            added[i] = sums.get(i);
        }
        for (int i = 0; i < Math.min(bytes.size(), history.size()); i++) {
            int at = histories.size() == 1 ? i : placeOf(history.get(i));
            added[at] += bytes.get(i);
        }
        return List.of(added);
    }
}
