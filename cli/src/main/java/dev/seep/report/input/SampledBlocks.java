// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.input;

import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.Generation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of the sampled blocks of a recording, by site and by the time of their allocation. Confined to one thread.
 *
 * <p>Events may come in another order than they happened, as long as they are not far apart.
 */
final class SampledBlocks {
    /*
     * Implementation notes
     *
     * A block is live when its allocation is later than the last free of its address. Matched pairs are forgotten at once,
     * so that only live blocks take memory. A free that comes before its allocation waits; so does one whose allocation
     * was never sampled or written, for ever, which is why only the last of those are kept.
     *
     * Frees may be missing: their event may be disabled, or left out above a rate. Their blocks seem to live, and everything
     * seems to leak. Such a line is found by what was counted: its samples stand for more live bytes than it has. They may by
     * chance, by three standard errors (of a sum of w each, drawn with p = size / w, the variance is that of w (w - size)),
     * and because the figures are a little older than the last samples.
     */
    private static final double CHANCE = 3;
    private static final double AGE = 0.1;

    private static final int EPOCHS = 48;
    private static final int WAITING_FREES = 1 << 16;

    private final double epochNanos;
    private final Map<String, Map<String, Line>> lines = new LinkedHashMap<>();
    private final Map<Long, Block> live = new HashMap<>();
    private boolean counted; // whether the lines know what is live, because there are no more events
    private final Map<Long, Long> earlyFrees = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
            return size() > WAITING_FREES;
        }
    };

    SampledBlocks(long durationNanos) {
        epochNanos = Math.max(1.0, (double) durationNanos / EPOCHS);
    }

    void allocated(long address, long nanos, long size, long weight, String kind, String callSite) {
        Line line =
                lines.computeIfAbsent(kind, key -> new LinkedHashMap<>()).computeIfAbsent(callSite, key -> new Line());
        int epoch = epoch(nanos);
        line.allocated[epoch] += weight;
        line.allocatedCount++;
        Long freed = earlyFrees.remove(address);
        if (freed != null && freed >= nanos) {
            line.freed[epoch(freed)] += weight;
            return;
        }
        Block block = new Block(nanos, epoch, size, weight, line);
        Block before = live.put(address, block);
        if (before != null && before.nanos > nanos) {
            live.put(address, before); // the older one was freed unseen
            line.freed[epoch(before.nanos)] += weight;
        } else if (before != null) {
            before.line.freed[epoch] += before.weight;
        }
    }

    void freed(long address, long nanos) {
        Block block = live.get(address);
        if (block == null) {
            earlyFrees.merge(address, nanos, Math::max);
        } else if (block.nanos <= nanos) {
            block.line.freed[epoch(nanos)] += block.weight;
            live.remove(address);
        }
    }

    private int epoch(long nanos) {
        return (int) Math.max(0, Math.min(EPOCHS - 1, nanos / epochNanos));
    }

    boolean isAnyAllocated() {
        return !lines.isEmpty();
    }

    /**
     * {@return the generations of a site, scaled to its figures; empty where nothing was sampled of it, or frees are missing}
     */
    List<Generation> generations(String kind, String callSite, Figures figures) {
        Line line = line(kind, callSite);
        if (line == null) {
            return List.of();
        }
        long[] survivors = survivors(line);
        if (areFreesMissing(line, figures)) {
            return List.of();
        }
        double liveScale = scale(figures.liveBytes(), sum(survivors));
        double allocatedScale = scale(figures.allocatedBytes(), sum(line.allocated));
        List<Generation> generations = new ArrayList<>(EPOCHS);
        double held = 0;
        double heldAtTheEnd = Math.max(1, sum(line.allocated) - (double) sum(line.freed));
        for (int i = 0; i < EPOCHS; i++) {
            held += line.allocated[i] - (double) line.freed[i];
            long liveBytes = Math.round(survivors[i] * liveScale);
            long allocatedBytes = Math.max(liveBytes, Math.round(line.allocated[i] * allocatedScale));
            double endLive = figures.liveBytes() > 0
                    ? figures.liveBytes() * Math.max(0, held) / heldAtTheEnd
                    : Math.max(0, held) * allocatedScale;
            generations.add(new Generation(i * epochNanos / 1e9, allocatedBytes, liveBytes, Math.round(endLive)));
        }
        return generations;
    }

    private static boolean areFreesMissing(Line line, Figures figures) {
        double excess = sum(line.live) - (double) figures.liveBytes();
        return excess > CHANCE * Math.sqrt(line.liveVariance) + AGE * figures.liveBytes() + line.heaviest;
    }

    private @Nullable Line line(String kind, String callSite) {
        Map<String, Line> ofKind = lines.get(kind);
        return ofKind == null ? null : ofKind.get(callSite);
    }

    private long[] survivors(Line line) {
        if (!counted) {
            for (Block block : live.values()) {
                block.line.live[block.epoch] += block.weight;
                block.line.liveCount++;
                block.line.liveVariance += (double) block.weight * Math.max(0, block.weight - block.size);
                block.line.heaviest = Math.max(block.line.heaviest, block.weight);
            }
            counted = true;
        }
        return line.live;
    }

    private static double scale(long exact, long sampled) {
        return sampled == 0 ? 0 : (double) exact / sampled;
    }

    private static long sum(long[] values) {
        long sum = 0;
        for (long value : values) {
            sum += value;
        }
        return sum;
    }

    /** Tells all that is known of every site; there are no more events. */
    void forEachSite(SiteVisitor visitor) {
        for (Map.Entry<String, Map<String, Line>> kind : lines.entrySet()) {
            for (Map.Entry<String, Line> entry : kind.getValue().entrySet()) {
                Line line = entry.getValue();
                long liveBytes = sum(survivors(line));
                Figures figures = new Figures(liveBytes, line.liveCount, sum(line.allocated), line.allocatedCount);
                visitor.site(kind.getKey(), entry.getKey(), figures);
            }
        }
    }

    /** Is told of sites. */
    interface SiteVisitor {
        void site(String kind, String callSite, Figures figures);
    }

    private record Block(long nanos, int epoch, long size, long weight, Line line) {}

    private static final class Line {
        private final long[] allocated = new long[EPOCHS];
        private final long[] freed = new long[EPOCHS];
        private final long[] live = new long[EPOCHS];
        private long allocatedCount;
        private long liveCount;
        private double liveVariance;
        private long heaviest;
    }
}
