// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import dev.seep.report.snapshot.Generation;
import java.util.ArrayList;
import java.util.List;

/** Adds the generations of one site in several JVMs, by the time since each JVM's start. */
final class GenerationMerge {
    private static final int MOST = 64;

    private GenerationMerge() {}

    /**
     * {@return the sums, in epochs that none of the histories divides}
     *
     * @param histories each with its oldest generation first
     */
    static List<Generation> of(List<List<Generation>> histories) {
        if (histories.size() <= 1) {
            return histories.isEmpty() ? List.of() : histories.get(0);
        }
        double epoch = 0;
        double end = 0;
        for (List<Generation> history : histories) {
            epoch = Math.max(epoch, epochSeconds(history));
            end = Math.max(end, history.get(history.size() - 1).startSeconds());
        }
        int count = epoch > 0 ? (int) Math.min(MOST, Math.floor(end / epoch + 1e-6) + 1) : 1;
        long[] allocated = new long[count];
        long[] live = new long[count];
        long[] endLive = new long[count];
        for (List<Generation> history : histories) {
            long[] ends = new long[count];
            int last = -1;
            for (Generation generation : history) {
                int at =
                        epoch > 0 ? (int) Math.min(count - 1, Math.floor(generation.startSeconds() / epoch + 1e-6)) : 0;
                at = Math.max(0, at);
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
            sums.add(new Generation(i * epoch, allocated[i], live[i], endLive[i]));
        }
        return sums;
    }

    private static double epochSeconds(List<Generation> history) {
        double longest = 0;
        for (int i = 1; i < history.size(); i++) {
            longest = Math.max(
                    longest, history.get(i).startSeconds() - history.get(i - 1).startSeconds());
        }
        return longest;
    }
}
