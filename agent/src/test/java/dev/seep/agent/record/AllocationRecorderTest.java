// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.agent.epoch.Promotion;
import dev.seep.agent.hook.AllocationListener;
import dev.seep.agent.hook.CallSlot;
import dev.seep.agent.hook.Hooks;
import dev.seep.agent.kind.Kinds;
import dev.seep.agent.live.LiveTable;
import dev.seep.agent.live.RecordVisitor;
import dev.seep.agent.live.Removed;
import dev.seep.agent.site.CallSites;
import dev.seep.agent.site.SiteSamples;
import dev.seep.agent.site.SiteTable;
import dev.seep.agent.site.ThreadNames;
import dev.seep.agent.stack.StackFilter;
import dev.seep.agent.stack.StackTable;
import dev.seep.agent.stack.StackWalk;
import dev.seep.report.snapshot.Layer;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AllocationRecorderTest {
    private static final long BLOCK = 0x7f00_0000_1000L;
    private static final long NEVER = 1L << 40;

    private final Kinds kinds = new Kinds();
    private final int unsafe = kinds.add("unsafe", Layer.BASE);
    private final int direct = kinds.add("direct", Layer.BASE);
    private final int pooled = kinds.add("pooled", Layer.POOL);
    private final CallSites callSites = new CallSites();
    private final SiteTable sites = new SiteTable(callSites);
    private final SiteSamples samples = new SiteSamples(SiteTable.MAX);
    private final LiveTables tables = new LiveTables(kinds, 1 << 20);
    private final StackTable stacks = new StackTable(1000, 64, kinds.count(), StackFilter.ALL);
    private final Ticks ticks = new Ticks();
    private final PoissonSampler sampler = new PoissonSampler(NEVER, 1);
    private final SampledAllocations sampled =
            new SampledAllocations(kinds, sites, samples, sampler, StackWalk.choose(), stacks, new AllThreads());
    private final AllocationRecorder recorder = new AllocationRecorder(
            tables,
            sites,
            new ThreadNames(),
            new Promotion(SiteTable.MAX, Layer.values().length, NEVER, 0),
            sampler,
            sampled,
            ticks);

    @BeforeEach
    void listen() {
        Hooks.listen(recorder);
    }

    @AfterEach
    void stop() {
        Hooks.listen(AllocationListener.NONE);
        assertThat(CallSlot.held()).isNull();
        tables.clear();
        samples.clear();
    }

    @Test
    void labelledCall_givesItsBlockItsSite() {
        int callSite = callSite(10, unsafe);

        Hooks.enter(callSite);
        Hooks.allocated(BLOCK, 1009, unsafe);
        Hooks.leave();

        int site = sites.of(callSite, unsafe);
        assertThat(site).isEqualTo(SiteTable.FIRST_LABELLED);
        assertThat(sitesOfBlocks()).isEqualTo(Map.of(BLOCK, site));
        assertThat(samples.sizes(site)).hasSize(10).endsWith(1);
    }

    @Test
    void blockOfAnotherKind_allocatedDuringTheCall_isNotTheCalls() {
        int callSite = callSite(10, direct);

        Hooks.enter(callSite);
        Hooks.allocated(BLOCK, 16, unsafe); // such as by the initialiser of a class that is loaded meanwhile
        Hooks.enter(1009, direct);
        Hooks.allocated(BLOCK + 16, 1009, unsafe);
        Hooks.clear();
        Hooks.leave();

        assertThat(sitesOfBlocks()).isEqualTo(Map.of(BLOCK, unsafe, BLOCK + 16, sites.of(callSite, direct)));
    }

    @Test
    void secondBlockOfOneCall_hasNoLabel() {
        int callSite = callSite(10, unsafe);

        Hooks.enter(callSite);
        Hooks.allocated(BLOCK, 16, unsafe);
        Hooks.allocated(BLOCK + 16, 16, unsafe);
        Hooks.leave();

        assertThat(sitesOfBlocks()).isEqualTo(Map.of(BLOCK, sites.of(callSite, unsafe), BLOCK + 16, unsafe));
    }

    @Test
    void callThatThrows_labelsNoLaterBlock() {
        Hooks.enter(callSite(10, unsafe));
        Hooks.leave();
        Hooks.allocated(BLOCK, 16, unsafe);

        assertThat(sitesOfBlocks()).isEqualTo(Map.of(BLOCK, unsafe));
    }

    @Test
    void reallocation_isCountedAtItsLine_withTheKindOfItsBlock() {
        int allocating = callSite(10, direct);
        int reallocating = callSite(11, unsafe, direct);
        Hooks.enter(allocating);
        Hooks.enter(100, direct);
        Hooks.allocated(BLOCK, 100, unsafe);
        Hooks.clear();
        Hooks.leave();

        Hooks.enter(reallocating);
        Hooks.reallocating(BLOCK, 200, unsafe);
        Hooks.reallocated(BLOCK + 64, 200, unsafe);
        Hooks.leave();

        assertThat(sitesOfBlocks()).isEqualTo(Map.of(BLOCK + 64, sites.of(reallocating, direct)));
        assertThat(figure(sites.of(allocating, direct), LiveTable.ALLOCATED_COUNT))
                .isEqualTo(1);
        assertThat(figure(sites.of(allocating, direct), LiveTable.LIVE_COUNT)).isZero();
        assertThat(figure(sites.of(reallocating, direct), LiveTable.ALLOCATED_BYTES))
                .isEqualTo(200);
    }

    @Test
    void reallocationThatFails_leavesTheBlockWithItsSite() {
        int allocating = callSite(10, unsafe);
        Hooks.enter(allocating);
        Hooks.allocated(BLOCK, 100, unsafe);
        Hooks.leave();

        Hooks.enter(callSite(11, unsafe));
        Hooks.reallocating(BLOCK, 200, unsafe);
        Hooks.reallocationFailed(unsafe);
        Hooks.leave();

        assertThat(sitesOfBlocks()).isEqualTo(Map.of(BLOCK, sites.of(allocating, unsafe)));
        assertThat(figure(sites.of(allocating, unsafe), LiveTable.ALLOCATED_COUNT))
                .isEqualTo(1);
    }

    @Test
    void firstCallsOfACallSite_areTimedAndWalked() {
        for (int line = 1000; line < 1100; line++) {
            callSite(line, unsafe); // ids of which no other test makes calls: slots outlive a test
        }
        int callSite = callSite(10, unsafe);

        for (int i = 0; i < 1000; i++) {
            Hooks.enter(callSite);
            Hooks.allocated(BLOCK + 16L * i, 16, unsafe);
            Hooks.leave();
        }

        int site = sites.of(callSite, unsafe);
        assertThat(sampled.walks()).isEqualTo(8);
        assertThat(samples.timedCalls(site)).isBetween(16L, 16L + 1000 / 20);
        assertThat(samples.allocatorNanos(site, 1000)).isPositive();
    }

    @Test
    void freedBlocks_areSampledByLifetime() {
        int callSite = callSite(10, unsafe);

        for (int i = 0; i < 500; i++) {
            Hooks.enter(callSite);
            Hooks.allocated(BLOCK, 16, unsafe);
            Hooks.leave();
            Hooks.freed(BLOCK, unsafe);
        }

        assertThat(samples.lifetimes(sites.of(callSite, unsafe))).containsExactly(500);
    }

    @Test
    void resize_isCountedAtItsLine_andKeepsTheFirstTick() {
        int allocating = callSite(10, unsafe);
        int resizing = callSite(11, unsafe);
        Hooks.enter(allocating);
        Hooks.allocated(BLOCK, 100, unsafe);
        Hooks.leave();
        while (ticks.now() == 0) {
            ticks.advance();
        }

        Hooks.enter(resizing);
        Hooks.resizedUnlessRefused(true, BLOCK, 200, unsafe);
        Hooks.leave();
        Hooks.enter(callSite(12, unsafe));
        Hooks.resizedUnlessRefused(false, BLOCK, 300, unsafe);
        Hooks.leave();

        assertThat(sitesOfBlocks()).isEqualTo(Map.of(BLOCK, sites.of(resizing, unsafe)));
        assertThat(figure(sites.of(resizing, unsafe), LiveTable.LIVE_BYTES)).isEqualTo(200);
        assertThat(figure(sites.of(allocating, unsafe), LiveTable.LIVE_COUNT)).isZero();
        long removed = tables.of(unsafe).remove(BLOCK);
        assertThat(Removed.tick(removed)).isZero();
    }

    @Test
    void refusedReallocation_duringWhichMappingsCameAndWent_leavesTheBlockAsItWas() {
        int allocating = callSite(10, pooled);
        Hooks.enter(allocating);
        Hooks.allocated(BLOCK, 100, pooled);
        Hooks.leave();
        Hooks.allocated(BLOCK, 1 << 26, unsafe);
        recorder.sendEventsTo(new WantsFrees());

        Hooks.enter(callSite(11, pooled));
        Hooks.reallocating(BLOCK, pooled);
        Hooks.allocated(2 * BLOCK, 1 << 26, unsafe);
        Hooks.resizedUnlessRefused(true, 2 * BLOCK, 1 << 27, unsafe);
        Hooks.freed(2 * BLOCK, unsafe);
        Hooks.freed(BLOCK, unsafe);
        Hooks.freedUnlessRefused(false, BLOCK, 1 << 26, unsafe);
        Hooks.reallocatedUnlessRefused(0, 200, pooled);
        Hooks.leave();

        assertThat(sitesOfBlocks()).isEqualTo(Map.of(BLOCK, unsafe));
        assertThat(sitesOfBlocks(Layer.POOL)).isEqualTo(Map.of(BLOCK, sites.of(allocating, pooled)));
        assertThat(tables.of(unsafe).unknownFrees() + tables.of(pooled).unknownFrees())
                .isZero();
    }

    @Test
    void freeOfARange_freesTheBlocksOfItsLayerThatLieInIt() {
        int callSite = callSite(10, pooled);
        for (int i = 0; i < 1000; i++) {
            Hooks.enter(callSite);
            Hooks.allocated(BLOCK + 16L * i, 16, pooled);
            Hooks.leave();
        }
        Hooks.allocated(BLOCK + 160, 1 << 26, unsafe);

        Hooks.freedWithin(BLOCK + 16, 16 * 998, pooled);

        int site = sites.of(callSite, pooled);
        assertThat(sitesOfBlocks(Layer.POOL)).isEqualTo(Map.of(BLOCK, site, BLOCK + 16 * 999, site));
        assertThat(sitesOfBlocks()).isEqualTo(Map.of(BLOCK + 160, unsafe));
        assertThat(samples.lifetimes(site)).containsExactly(998);
    }

    private int callSite(int line, int... ofKinds) {
        int mask = 0;
        for (int kind : ofKinds) {
            mask |= 1 << kind;
        }
        return callSites.idOf(new StackTraceElement("com.acme.Cache", "fill", "Cache.java", line), mask);
    }

    private Map<Long, Integer> sitesOfBlocks() {
        return sitesOfBlocks(Layer.BASE);
    }

    private Map<Long, Integer> sitesOfBlocks(Layer layer) {
        Map<Long, Integer> found = new HashMap<>();
        RecordVisitor visitor = (address, size, site, drawn, stackId, shift, tick, thread) -> found.put(address, site);
        assertThat(tables.of(layer).scan(visitor)).isTrue();
        return found;
    }

    private long figure(int site, int which) {
        long[] sums = new long[64 * LiveTable.FIGURES];
        tables.of(Layer.BASE).addTo(sums);
        return sums[site * LiveTable.FIGURES + which];
    }

    private static final class WantsFrees implements EventSink {
        @Override
        public boolean wantsAllocations() {
            return false;
        }

        @Override
        public boolean wantsFrees() {
            return true;
        }

        @Override
        public void allocated(
                long address, long size, long weightBytes, String kind, String callSite, long allocatorNanos) {}

        @Override
        public void freed(long address, long size, long lifetimeNanos, String kind) {}
    }

    private static final class AllThreads implements SampledAllocations.ThreadFilter {
        @Override
        public boolean keepsAll() {
            return true;
        }

        @Override
        public boolean keepsThread(String name) {
            return true;
        }
    }
}
