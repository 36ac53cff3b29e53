// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.seep.integration.fork.EndedJvm;
import dev.seep.integration.fork.EveryJdk;
import dev.seep.integration.fork.ForkedJvm;
import dev.seep.integration.fork.Jdk;
import dev.seep.integration.program.OffHeap;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;

/** What the command line says of flight recordings of real programs. */
class RecordingVerdictsIT {
    private static final Path JAR = Path.of(System.getProperty("seep.root"), "cli", "target", "seep-report.jar");

    @EveryJdk
    void recording_ofMoreTrafficThanIsWritten_suspectsTheLeakAndNotTheCache(Jdk jdk) throws Exception {
        ForkedJvm fork = ForkedJvm.on(jdk).withAgent("quiet,interval=1").withRecording();

        assertThat(suspects(jdk, fork, "traffic")).containsExactly("likely direct leak");
    }

    @EveryJdk
    void recording_ofManyChunksWithoutSamples_suspectsTheLeakAndNotTheCache(Jdk jdk) throws Exception {
        ForkedJvm fork = ForkedJvm.on(jdk).withAgent("quiet");
        fork.withJvmArgs("-XX:StartFlightRecording=filename=" + fork.recording()
                + ",+seep.Allocation#enabled=false,+seep.Free#enabled=false");

        assertThat(suspects(jdk, fork, "chunks")).containsExactly("likely direct leak");
    }

    private static List<String> suspects(Jdk jdk, ForkedJvm fork, String what) throws Exception {
        EndedJvm program = fork.run(LeakBesideACache.class, what);
        assertThat(program.exitCode()).as(program.toString()).isZero();
        EndedJvm report = ForkedJvm.on(jdk)
                .runFrom(
                        JAR,
                        "dev.seep.report.cli.SeepCommand",
                        "report",
                        "-f",
                        "json",
                        fork.recording().toString());
        assertThat(report.exitCode()).as(report.toString()).isZero();
        List<String> suspects = new ArrayList<>();
        for (JsonNode suspect : new JsonMapper().readTree(report.out()).get("suspects")) {
            suspects.add(suspect.get("verdict").asText() + " "
                    + suspect.get("kind").asText() + " "
                    + suspect.get("culprit").get("method").asText());
        }
        return suspects;
    }

    /**
     * For five seconds, leaks a buffer every 4 ms and keeps 50 in a cache that is soon full. Beside it another thread allocates
     * and frees as fast as it can, or Flight Recorder is made to end its chunk every 100 ms.
     */
    static final class LeakBesideACache {
        private static final long END = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        private static final int CACHED = 50;
        private static final List<ByteBuffer> KEPT = new ArrayList<>();
        private static final Map<Integer, ByteBuffer> CACHE = new LinkedHashMap<>();

        public static void main(String[] args) throws Exception {
            Thread beside = new Thread(
                    args[0].equals("traffic") ? LeakBesideACache::traffic : LeakBesideACache::chunks, "beside");
            beside.start();
            Random random = new Random(1);
            while (System.nanoTime() < END) {
                leak();
                cached(random.nextInt(3 * CACHED));
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(4));
            }
            beside.join();
        }

        private static void leak() {
            KEPT.add(ByteBuffer.allocateDirect(1_009));
        }

        private static void cached(int key) {
            if (CACHE.containsKey(key)) {
                return;
            }
            if (CACHE.size() == CACHED) {
                OffHeap.free(CACHE.remove(CACHE.keySet().iterator().next()));
            }
            CACHE.put(key, ByteBuffer.allocateDirect(2_003));
        }

        private static void traffic() {
            while (System.nanoTime() < END) {
                OffHeap.free(ByteBuffer.allocateDirect(4_001));
            }
        }

        private static void chunks() {
            while (System.nanoTime() < END) {
                try (Recording recording = new Recording()) {
                    recording.start(); // which ends the chunk under way, as its stop does
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
                }
            }
        }
    }
}
