// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.render;

import static dev.seep.report.SnapshotBuilder.frame;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.report.LabelledSite;
import dev.seep.report.RandomSnapshots;
import dev.seep.report.SnapshotBuilder;
import dev.seep.report.snapshot.Block;
import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.Frame;
import dev.seep.report.snapshot.Layer;
import dev.seep.report.snapshot.Snapshot;
import dev.seep.report.snapshot.StackFigures;
import dev.seep.report.snapshot.StackFigures.Role;
import dev.seep.report.snapshot.TimelinePoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@SuppressWarnings("unchecked")
class JsonReportTest {
    private static final String FIGURES =
            "liveBytes liveCount allocatedBytes allocatedCount freedBytes freedCount allocatorSeconds";
    private static final String EXACTNESS = "exact errorBytes";

    @Test
    void report_ofAnySnapshot_hasEveryKeyOfTheFormat() throws IOException {
        Map<String, Object> report =
                json(Demo.sampled().notWoven("A", "too old").build());

        assertKeys(
                report,
                "format reason process settings totals kinds sites suspects suppressions pools timeline notSeen own");
        assertKeys(object(report, "process"), "pid command jvm os started ended durationSeconds");
        assertKeys(
                object(report, "totals"),
                "base mapped pool unlabelled unknownFreeCount beforeStart rssBytes javaHeapBytes jvmBytes"
                        + " mallocRetainedBytes unexplainedBytes");
        for (Layer layer : Layer.values()) {
            assertKeys(object(object(report, "totals"), layer.label()), FIGURES + " peakLiveBytes");
        }
        assertKeys(object(object(report, "totals"), "unlabelled"), "liveBytes liveCount");
        assertKeys(list(report, "kinds").get(0), "kind layer " + FIGURES);
        assertKeys(
                object(report, "notSeen"),
                "classesNotWoven kinds thinned lostCount labelsLost stacksDropped" + " callSitesRefused");
        assertKeys(list(object(report, "notSeen"), "classesNotWoven").get(0), "class reason");
        assertKeys(object(report, "own"), "memoryBytes cpuSeconds stacksWalked liveRecords stacks");
    }

    @Test
    void sites_ofAnySnapshot_haveEveryKeyOfTheFormat() throws IOException {
        for (Map<String, Object> site : list(json(Demo.sampled().build()), "sites")) {
            assertKeys(
                    site,
                    "kind layer callSite " + EXACTNESS + " " + FIGURES
                            + " verdict owners jdkInternal rest generations sizes lifetimes allocatorNanos threads"
                            + " stacks blocks");
            if (site.get("callSite") != null) {
                assertKeys(object(site, "callSite"), "class method file line");
            }
            for (Map<String, Object> stack : list(site, "stacks")) {
                assertKeys(stack, "frames " + EXACTNESS + " " + FIGURES);
                assertKeys(list(stack, "frames").get(0), "class method file line");
            }
            for (Map<String, Object> block : list(site, "blocks")) {
                assertKeys(block, "address size ageSeconds thread");
            }
        }
    }

    @Test
    void report_ofKnownThings_holdsThem() throws IOException {
        Map<String, Object> report = json(Demo.exact().setting("interval", "1").build());

        assertThat(report).containsEntry("format", "seep-report/1").containsEntry("reason", "exit");
        assertThat(object(report, "process"))
                .containsEntry("pid", 4242L)
                .containsEntry("started", "2026-11-21T05:09:44.250Z")
                .containsEntry("ended", "2026-11-21T05:11:49.250Z")
                .containsEntry("durationSeconds", 125.0);
        assertThat(object(report, "settings")).containsOnly(Map.entry("interval", "1"));
        assertThat(object(object(report, "totals"), "base"))
                .containsEntry("liveBytes", 101L << 20)
                .containsEntry("freedCount", 155_655L)
                .containsEntry("peakLiveBytes", 110L << 20);
        Map<String, Object> first = list(report, "sites").get(0);
        assertThat(object(first, "callSite").values())
                .containsExactly("com.acme.io.Buffers", "take", "Buffers.java", 42L);
        assertThat(first)
                .containsEntry("kind", "direct")
                .containsEntry("layer", "base")
                .containsEntry("liveBytes", 98L << 20)
                .containsEntry("exact", true)
                .containsEntry("errorBytes", 0L)
                .containsEntry("verdict", null)
                .containsEntry("jdkInternal", false)
                .containsEntry("rest", false);
    }

    @Test
    void labelledSite_withAllDetails_holdsThem() throws IOException {
        Frame load = frame("com.acme.Cache", "load", 42);
        Figures figures = new Figures(300, 3, 1000, 10);
        Map<String, Object> report = json(new SnapshotBuilder()
                .sampled(512 << 10)
                .kind("direct", figures.plus(new Figures(7, 1, 7, 1)))
                .site(LabelledSite.of("direct", load, figures)
                        .generation(0, 400, 0)
                        .generation(0.05, 600, 300)
                        .sizes(0L, 9L, 1L)
                        .lifetimes(7L)
                        .thread("main", 300, 900)
                        .thread(null, 0, 100)
                        .allocatorTime(1.5, 0L, 3L)
                        .build())
                .timeline(new TimelinePoint(0.05, 600, 0, 0, 1L << 20, null))
                .callSitesRefused(3)
                .build());

        Map<String, Object> site = list(report, "sites").get(0);
        assertThat(site)
                .containsEntry("exact", true)
                .containsEntry("allocatorSeconds", 1.5)
                .containsEntry("sizes", List.of(0L, 9L, 1L))
                .containsEntry("lifetimes", List.of(7L))
                .containsEntry("allocatorNanos", List.of(0L, 3L));
        assertThat(list(site, "generations"))
                .extracting(Map::values)
                .extracting(List::copyOf)
                .containsExactly(List.of(0.0, 400L, 0L, 0L), List.of(0.05, 600L, 300L, 300L));
        assertThat(list(site, "threads"))
                .extracting(thread -> thread.get("name"))
                .containsExactly("main", null);
        assertThat(list(site, "threads"))
                .extracting(thread -> thread.get("allocatedBytes"))
                .containsExactly(900L, 100L);
        assertThat(list(site, "stacks").get(0)).containsEntry("exact", false).containsEntry("allocatorSeconds", null);
        assertThat(list(report, "kinds").get(0)).containsEntry("allocatorSeconds", 1.5);
        Map<String, Object> totals = object(report, "totals");
        assertThat(object(totals, "base")).containsEntry("allocatorSeconds", 1.5);
        assertThat(object(totals, "mapped")).containsEntry("allocatorSeconds", null);
        assertThat(object(totals, "unlabelled")).containsEntry("liveBytes", 7L).containsEntry("liveCount", 1L);
        assertKeys(list(report, "timeline").get(0), "seconds baseBytes mappedBytes poolBytes rssBytes javaHeapBytes");
        assertThat(object(report, "notSeen")).containsEntry("callSitesRefused", 3L);
    }

    @Test
    void report_ofUnknownReadings_holdsNulls() throws IOException {
        Map<String, Object> totals =
                object(json(new SnapshotBuilder().withoutReadings().build()), "totals");

        assertThat(totals).containsEntry("rssBytes", null).containsEntry("javaHeapBytes", null);
    }

    @Test
    void frame_withoutFileAndLine_holdsNullAndMinusOne() throws IOException {
        Frame frame = new Frame("com.acme.Gen$$Lambda/*", "run", null, -1, false);
        Map<String, Object> report = json(new SnapshotBuilder()
                .kind("unsafe", new Figures(8, 1, 8, 1))
                .stack("unsafe", new Figures(8, 1, 8, 1), frame)
                .build());

        assertThat(object(list(report, "sites").get(0), "callSite").values())
                .containsExactly("com.acme.Gen$$Lambda/*", "run", null, -1L);
    }

    @Test
    void site_ofManyStacks_holdsTheTwentyWithMostLiveBytes() throws IOException {
        SnapshotBuilder builder = new SnapshotBuilder().kind("direct", new Figures(465, 30, 465, 30));
        for (int i = 1; i <= 30; i++) {
            builder.stack("direct", new Figures(i, 1, i, 1), frame("A", "a", 1), frame("B", "b", i));
        }

        Map<String, Object> site = list(json(builder.build()), "sites").get(0);

        assertThat(list(site, "stacks")).hasSize(20);
        assertThat(list(site, "stacks"))
                .extracting(stack -> stack.get("liveBytes"))
                .startsWith(30L, 29L)
                .endsWith(11L);
        assertThat(site).containsEntry("liveBytes", 465L);
    }

    @Test
    void stack_deeperThanAsked_isCutAtItsOuterEnd() throws IOException {
        Map<String, Object> report = json(new SnapshotBuilder()
                .depth(2)
                .kind("direct", new Figures(8, 1, 8, 1))
                .stack("direct", new Figures(8, 1, 8, 1), frame("A", "a", 1), frame("B", "b", 2), frame("C", "c", 3))
                .build());

        Map<String, Object> stack = list(list(report, "sites").get(0), "stacks").get(0);
        assertThat(list(stack, "frames"))
                .extracting(frame -> frame.get("class"))
                .containsExactly("A", "B");
    }

    @Test
    void blocks_ofASite_holdAddressSizeAgeAndThread() throws IOException {
        Block block = new Block(0x7fff_1234_5678L, 1_000_003, 61.5, null);
        Map<String, Object> report = json(new SnapshotBuilder()
                .kind("direct", new Figures(1_000_003, 1, 1_000_003, 1))
                .stack(
                        "direct",
                        Layer.BASE,
                        new StackFigures(
                                Role.WALKED,
                                List.of(frame("A", "a", 1)),
                                new Figures(1_000_003, 1, 1_000_003, 1),
                                new Figures(1_000_003, 1, 1_000_003, 1),
                                1,
                                0,
                                1,
                                61.5,
                                List.of(block)))
                .build());

        assertThat(list(list(report, "sites").get(0), "blocks").get(0).values())
                .containsExactly(0x7fff_1234_5678L, 1_000_003L, 61.5, null);
    }

    @Test
    void report_ofHostileNames_isStillJson() throws IOException {
        String hostile = "a\"b\\c\n\u0000\ud800\u65e5</script>\u2028";
        Map<String, Object> report = json(new SnapshotBuilder()
                .command(hostile)
                .setting(hostile, hostile)
                .notSeenKind(hostile)
                .notWoven(hostile, hostile)
                .kind(hostile, new Figures(8, 1, 8, 1))
                .stack(hostile, new Figures(8, 1, 8, 1), new Frame(hostile, hostile, hostile, 1, false))
                .build());

        String read = hostile.replace('\ud800', '\ufffd');
        assertThat(object(report, "process")).containsEntry("command", read);
        assertThat(object(list(report, "sites").get(0), "callSite")).containsEntry("class", read);
    }

    @Test
    void report_ofHugeFigures_neverTurnsNegative() throws IOException {
        Figures huge = new Figures(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
        Map<String, Object> report = json(new SnapshotBuilder()
                .durationSeconds(Double.NaN)
                .kind("direct", huge)
                .kind("unsafe", huge)
                .stack("direct", huge, frame("A", "a", 1))
                .stack("direct", huge, frame("B", "b", 1))
                .build());

        assertThat(object(object(report, "totals"), "base")).containsEntry("liveBytes", Long.MAX_VALUE);
        assertThat(object(report, "process")).containsEntry("durationSeconds", null);
        for (Map<String, Object> site : list(report, "sites")) {
            assertThat((Long) site.get("liveBytes")).isPositive();
        }
    }

    @Test
    void report_ofAnySnapshot_addsUp() throws IOException {
        for (int seed = 0; seed < 200; seed++) {
            Map<String, Object> report = json(RandomSnapshots.of(seed));
            for (String figure : List.of("liveBytes", "allocatedBytes", "freedBytes", "liveCount", "freedCount")) {
                BigInteger sites = sum(list(report, "sites"), figure);
                BigInteger kinds = sum(list(report, "kinds"), figure);
                BigInteger layers = sum(
                        List.of(
                                object(object(report, "totals"), "base"),
                                object(object(report, "totals"), "mapped"),
                                object(object(report, "totals"), "pool")),
                        figure);
                assertThat(sites).as("seed %d, %s of sites", seed, figure).isEqualTo(kinds);
                assertThat(kinds).as("seed %d, %s of kinds", seed, figure).isEqualTo(layers);
            }
        }
    }

    private static BigInteger sum(List<Map<String, Object>> entries, String figure) {
        BigInteger sum = BigInteger.ZERO;
        for (Map<String, Object> entry : entries) {
            sum = sum.add(BigInteger.valueOf((Long) entry.get(figure)));
        }
        return sum;
    }

    private static Map<String, Object> json(Snapshot snapshot) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ReportFormat.JSON.write(snapshot, out);
        return (Map<String, Object>) Json.parse(out.toString(StandardCharsets.UTF_8));
    }

    private static void assertKeys(Map<String, Object> object, String keys) {
        assertThat(new ArrayList<>(object.keySet())).isEqualTo(Arrays.asList(keys.split(" ")));
    }

    private static Map<String, Object> object(Map<String, Object> parent, String key) {
        return (Map<String, Object>) parent.get(key);
    }

    private static List<Map<String, Object>> list(Map<String, Object> parent, String key) {
        return (List<Map<String, Object>>) parent.get(key);
    }
}
