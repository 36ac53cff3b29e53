// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.input;

import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.Generation;
import java.util.ArrayList;
import java.util.List;

/** What a line held each time that all lines were told, for lines of which no allocation was sampled. Confined. */
final class SiteEpochs {
    /*
     * Implementation notes
     *
     * Which blocks are the survivors is not told, but what is live at the end from before some moment can be no more than
     * the least that was live at any time since. That bound is taken for the figure: it is right for a leak, of which all
     * stays, and for what is held from the start; a cache whose blocks come and go seems to keep its first ones, which
     * makes it a line that is held, not one that leaks.
     */
    private final List<Long> nanos = new ArrayList<>();
    private final List<Figures> figures = new ArrayList<>();

    /** Adds what was live at a moment after those before. */
    void add(long moment, Figures live) {
        nanos.add(moment);
        figures.add(live);
    }

    /** {@return an epoch for each moment, which it ends} */
    List<Generation> generations() {
        int count = figures.size();
        long[] least = new long[count];
        long bound = Long.MAX_VALUE;
        for (int i = count - 1; i >= 0; i--) {
            bound = Math.min(bound, figures.get(i).liveBytes());
            least[i] = bound;
        }
        List<Generation> generations = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long survivors = least[i] - (i == 0 ? 0 : least[i - 1]);
            long allocated = figures.get(i).allocatedBytes()
                    - (i == 0 ? 0 : figures.get(i - 1).allocatedBytes());
            double start = i == 0 ? 0 : nanos.get(i - 1) / 1e9;
            generations.add(new Generation(
                    Math.max(0, start),
                    Math.max(survivors, allocated),
                    survivors,
                    figures.get(i).liveBytes()));
        }
        return generations;
    }
}
