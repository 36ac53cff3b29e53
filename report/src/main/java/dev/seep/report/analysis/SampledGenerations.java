// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.Generation;
import dev.seep.report.snapshot.StackFigures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Estimates the generations of a site's unlabelled blocks, which nobody counted by line. Confined to one thread. */
final class SampledGenerations {
    /*
     * Implementation notes
     *
     * Of the unlabelled blocks of a kind taken together everything is counted: what was allocated in each generation, what is
     * live of it, what was live when its epoch ended. Samples tell which live blocks are the site's, generation by
     * generation, and how much it has freed. When it freed that is not known: as all of them did.
     */
    private long[] live = {};
    private long samples;

    /** Adds what the samples of one stack show. */
    void add(StackFigures stack) {
        List<Long> generations = stack.liveGenerations();
        if (live.length < generations.size()) {
            live = Arrays.copyOf(live, generations.size());
        }
        for (int i = 0; i < generations.size(); i++) {
            live[i] += Math.max(0, generations.get(i));
        }
        samples += Math.max(0, stack.liveSamples());
    }

    /**
     * {@return generations that add up to the site's figures, or nothing where its stacks tell of none}
     *
     * @param ofAll the generations of all unlabelled blocks of the kind
     * @param figures what of them is the site's
     */
    SiteDetails estimate(List<Generation> ofAll, Figures figures) {
        if (live.length == 0) {
            return SiteDetails.NONE;
        }
        double sampled = 0;
        for (long bytes : live) {
            sampled += bytes;
        }
        double freedByAll = 0;
        for (Generation generation : ofAll) {
            freedByAll += generation.allocatedBytes() - generation.liveBytes();
        }
        double scale = sampled > 0 ? figures.liveBytes() / sampled : 0;
        double freedShare = freedByAll > 0 ? Math.min(1, figures.freedBytes() / freedByAll) : 0;
        List<Generation> generations = new ArrayList<>(ofAll.size());
        double liveSoFar = 0;
        double liveOfAll = 0;
        for (int i = 0; i < ofAll.size(); i++) {
            Generation all = ofAll.get(i);
            double ofThis = i < live.length ? live[i] * scale : 0;
            liveSoFar += ofThis;
            liveOfAll += all.liveBytes();
            double freed = freedShare * (all.allocatedBytes() - all.liveBytes());
            double freedSince = freedShare * Math.max(0, all.endLiveBytes() - liveOfAll);
            generations.add(new Generation(
                    all.startSeconds(),
                    Math.round(ofThis) + Math.round(freed),
                    Math.round(ofThis),
                    Math.round(liveSoFar + freedSince)));
        }
        return SiteDetails.ofGenerations(generations, samples == 0 ? 0 : (double) figures.liveBytes() / samples);
    }
}
