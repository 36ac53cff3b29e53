// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.agent.memory.OwnMemory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SiteSamplesTest {
    private static final int SITE = 33;
    private static final int MAX_SITES = 16_416;

    private final SiteSamples samples = new SiteSamples(MAX_SITES);

    @AfterEach
    void clear() {
        samples.clear();
    }

    @Test
    void sizes_areCountedByPowersOfTwo_withTheirWeight() {
        samples.ensure(SITE);

        samples.addSize(SITE, 0, 1);
        samples.addSize(SITE, 1, 1);
        samples.addSize(SITE, 1023, 64);
        samples.addSize(SITE, 1024, 5);
        samples.addSize(SITE, 2047, 2);

        assertThat(samples.sizes(SITE)).containsExactly(2, 0, 0, 0, 0, 0, 0, 0, 0, 64, 7);
        assertThat(samples.lifetimes(SITE)).isEmpty();
        assertThat(samples.times(SITE)).isEmpty();
    }

    @Test
    void valuesBeyondTheLastBucket_areCountedInIt() {
        samples.ensure(SITE);

        samples.addSize(SITE, Long.MAX_VALUE, 3);
        samples.addLifetime(SITE, 1L << 50, 3);
        samples.addTime(SITE, Long.MAX_VALUE, true);

        assertThat(samples.sizes(SITE)).hasSize(48).endsWith(3);
        assertThat(samples.lifetimes(SITE)).hasSize(32).endsWith(3);
        assertThat(samples.times(SITE)).hasSize(40).endsWith(1);
    }

    @Test
    void siteWithoutARow_isDroppedSilently() {
        samples.ensure(SITE);

        samples.addSize(999, 7, 1);
        samples.addLifetime(999, 7, 1);
        samples.addTime(999, 7, false);
        samples.addThread(999, 7, 7);
        samples.addSize(MAX_SITES, 7, 1);
        samples.ensure(MAX_SITES);

        assertThat(samples.sizes(999)).isEmpty();
        assertThat(samples.timedCalls(999)).isZero();
        assertThat(samples.allocatorNanos(999, 10)).isZero();
        assertThat(threads(999)).isEmpty();
    }

    @Test
    void lastSite_hasARow() {
        samples.ensure(MAX_SITES - 1);

        samples.addLifetime(MAX_SITES - 1, 49, 64);

        assertThat(samples.lifetimes(MAX_SITES - 1)).containsExactly(0, 0, 0, 0, 0, 64);
    }

    @Test
    void time_ofLateCalls_standsForThoseThatWereNotTimed() {
        samples.ensure(SITE);
        samples.addTime(SITE, 20_000_000, true);
        for (int i = 1; i < 16; i++) {
            samples.addTime(SITE, 1000, true);
        }
        for (int i = 0; i < 10; i++) {
            samples.addTime(SITE, i % 2 == 0 ? 100 : 300, false);
        }

        assertThat(samples.allocatorNanos(SITE, 16)).isEqualTo(20_015_000);
        assertThat(samples.allocatorNanos(SITE, 1016)).isEqualTo(20_015_000 + 1000 * 200);
        assertThat(samples.allocatorNanos(SITE, 3))
                .as("a count read before the times")
                .isEqualTo(20_015_000);
        assertThat(samples.timedCalls(SITE)).isEqualTo(26);
        assertThat(samples.times(SITE))
                .startsWith(0, 0, 0, 0, 0, 0, 5, 0, 5, 15)
                .endsWith(1);
    }

    @Test
    void time_withoutLateCalls_doesNotScaleUpTheFirstOne() {
        samples.ensure(SITE);
        samples.addTime(SITE, 20_000_000, true);
        for (int i = 1; i < 16; i++) {
            samples.addTime(SITE, 1024, true);
        }

        assertThat(samples.allocatorNanos(SITE, 26)).isEqualTo(20_000_000 + 15 * 1024 + 10 * 1536);
    }

    @Test
    void time_thatRanBackwards_isNone() {
        samples.ensure(SITE);

        samples.addTime(SITE, -5, true);

        assertThat(samples.allocatorNanos(SITE, 1)).isZero();
        assertThat(samples.times(SITE)).containsExactly(1);
    }

    @Test
    void threads_areSummedBySiteAndName() {
        samples.ensure(SITE);
        samples.ensure(0);

        samples.addThread(SITE, 7, 100);
        samples.addThread(SITE, 65_535, 13);
        samples.addThread(SITE, 7, 1);
        samples.addThread(0, 0, 5);
        samples.addThread(0, 7, 6);

        assertThat(threads(SITE)).isEqualTo(Map.of(7, 101L, 65_535, 13L));
        assertThat(threads(0)).isEqualTo(Map.of(0, 5L, 7, 6L));
        assertThat(threads(1)).isEmpty();
    }

    @Test
    void threadsBeyondTheBound_areCountedAsLost_andKnownOnesStillAdded() {
        samples.ensure(SITE);
        for (int thread = 0; thread < ThreadBytes.LIMIT + 100; thread++) {
            samples.addThread(SITE, thread, 10);
        }
        samples.addThread(SITE, 3, 1);

        assertThat(samples.threadsLost()).isEqualTo(100);
        assertThat(threads(SITE)).hasSize(ThreadBytes.LIMIT).containsEntry(3, 11L);
    }

    @Test
    void memory_isTakenForSitesThatAllocateOnly_andGivenBack() {
        long before = OwnMemory.usedBytes();
        SiteSamples own = new SiteSamples(MAX_SITES);
        assertThat(own.memoryBytes()).isZero();

        own.ensure(SITE);
        long one = own.memoryBytes();
        own.ensure(SITE);
        own.ensure(SITE + 1);

        assertThat(one).isEqualTo(262_144 + 16_416 + 8 * 1024);
        assertThat(own.memoryBytes()).isEqualTo(one);
        own.clear();
        assertThat(OwnMemory.usedBytes()).isEqualTo(before);
    }

    @Test
    void manyThreads_onNewSitesAndNames_makeEachRowAndPairOnce() throws InterruptedException {
        int sites = 200;
        int names = 50;
        List<Thread> running = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            Thread thread = new Thread(() -> {
                for (int i = 0; i < sites * names; i++) {
                    samples.ensure(i % sites);
                    samples.addThread(i % sites, i / sites, 1);
                    samples.addSize(i % sites, 8, 1);
                }
            });
            running.add(thread);
            thread.start();
        }
        for (Thread thread : running) {
            thread.join();
        }

        for (int site = 0; site < sites; site++) {
            Map<Integer, Long> threads = threads(site);
            assertThat(threads).hasSize(names);
            assertThat(threads.values()).allSatisfy(bytes -> assertThat(bytes).isBetween(1L, 8L));
            assertThat(samples.sizes(site)).hasSize(4);
        }
        assertThat(samples.threadsLost()).isZero();
        assertThat(samples.memoryBytes()).isEqualTo(262_144 + 16_416 + 200 * 1024);
    }

    private Map<Integer, Long> threads(int site) {
        Map<Integer, Long> threads = new HashMap<>();
        samples.forEachThread(
                site, (thread, bytes) -> assertThat(threads.put(thread, bytes)).isNull());
        return threads;
    }
}
