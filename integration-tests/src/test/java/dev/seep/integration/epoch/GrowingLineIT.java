// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.epoch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.seep.integration.fork.EndedJvm;
import dev.seep.integration.fork.EveryJdk;
import dev.seep.integration.fork.ForkedJvm;
import dev.seep.integration.fork.Jdk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A line that grows: how often it is walked, and what its history says. */
class GrowingLineIT {
    private static final JsonMapper MAPPER = new JsonMapper();

    @EveryJdk
    void growingLine_isWalkedMoreOften_asTheBudgetAllows(Jdk jdk) throws Exception {
        EndedJvm rich = ForkedJvm.on(jdk).withAgent("budget=100%").run(Grows.class, "3000");
        EndedJvm poor = ForkedJvm.on(jdk).withAgent("budget=0").run(Grows.class, "1000");

        assertThat(rich.report().own().stacksWalked())
                .as("of blocks=%s", rich.said("blocks"))
                .isGreaterThan(rich.said("blocks") / 3);
        assertThat(poor.report().own().stacksWalked())
                .as("of blocks=%s", poor.said("blocks"))
                .isLessThan(100);
    }

    @EveryJdk
    void generations_addUpToTheLine(Jdk jdk) throws Exception {
        EndedJvm jvm = ForkedJvm.on(jdk).withAgent("").run(Grows.class, "1000");

        JsonNode site = site(jvm);
        long allocated = 0;
        long live = 0;
        int withBlocks = 0;
        double start = -1;
        for (JsonNode generation : site.get("generations")) {
            assertThat(generation.get("startSeconds").asDouble()).isGreaterThan(start);
            assertThat(generation.get("liveBytes").asLong())
                    .isLessThanOrEqualTo(generation.get("allocatedBytes").asLong());
            start = generation.get("startSeconds").asDouble();
            allocated += generation.get("allocatedBytes").asLong();
            live += generation.get("liveBytes").asLong();
            withBlocks += generation.get("liveBytes").asLong() > 0 ? 1 : 0;
        }
        assertThat(site.get("generations").size()).isBetween(2, 64);
        assertThat(allocated).isEqualTo(jvm.said("blocks") * Grows.SIZE);
        assertThat(live).isEqualTo(jvm.said("blocks") * Grows.SIZE);
        assertThat(withBlocks).isGreaterThan(5);
    }

    @EveryJdk
    void timeline_showsTheProcessGrow(Jdk jdk) throws Exception {
        EndedJvm jvm = ForkedJvm.on(jdk).withAgent("").run(Grows.class, "1000");

        JsonNode timeline = json(jvm).get("timeline");
        JsonNode last = timeline.get(timeline.size() - 1);
        assertThat(timeline.size()).isBetween(3, 64);
        assertThat(last.get("baseBytes").asLong())
                .isGreaterThan(timeline.get(0).get("baseBytes").asLong());
        assertThat(last.get("rssBytes").asLong()).isGreaterThan(10_000_000);
        assertThat(last.get("javaHeapBytes").asLong()).isPositive();
    }

    @EveryJdk
    void threads_areKnownByName_andSizesAndTimesAreSampled(Jdk jdk) throws Exception {
        EndedJvm jvm = ForkedJvm.on(jdk).withAgent("").run(TwoThreads.class);

        JsonNode site = site(jvm);
        Map<String, Long> threads = new HashMap<>();
        for (JsonNode thread : site.get("threads")) {
            threads.put(
                    thread.get("name").asText(),
                    thread.get("allocatedBytes").asLong() / Grows.SIZE * 1000
                            + thread.get("liveBytes").asLong() / Grows.SIZE);
        }
        assertThat(threads).isEqualTo(Map.of("north", 7007L, "south", 3003L));
        assertThat(site.get("sizes").get(10).asLong()).isEqualTo(10);
        assertThat(site.get("allocatorSeconds").asDouble()).isPositive().isLessThan(10);
    }

    private static JsonNode site(EndedJvm jvm) throws IOException {
        assertThat(jvm.exitCode()).as(jvm.toString()).isZero();
        for (JsonNode site : json(jvm).get("sites")) {
            if (site.path("callSite").path("method").asText().equals("grow")) {
                return site;
            }
        }
        throw new AssertionError("no such site: " + jvm);
    }

    private static JsonNode json(EndedJvm jvm) throws IOException {
        return MAPPER.readTree(jvm.folder().resolve("report.json").toFile());
    }

    /** Keeps a block every millisecond. */
    static final class Grows {
        static final int SIZE = 1031; // prime
        private static final List<ByteBuffer> KEPT = new ArrayList<>();

        public static void main(String[] args) {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Long.parseLong(args[0]));
            while (System.nanoTime() < end) {
                grow();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
            System.out.println("blocks=" + KEPT.size());
        }

        static void grow() {
            synchronized (KEPT) {
                KEPT.add(ByteBuffer.allocateDirect(SIZE));
            }
        }
    }

    /** Keeps ten blocks of two threads. */
    static final class TwoThreads {
        public static void main(String[] args) throws InterruptedException {
            Thread north = new Thread(() -> grow(7), "north");
            Thread south = new Thread(() -> grow(3), "south");
            north.start();
            south.start();
            north.join();
            south.join();
        }

        private static void grow(int blocks) {
            for (int i = 0; i < blocks; i++) {
                Grows.grow();
            }
        }
    }
}
