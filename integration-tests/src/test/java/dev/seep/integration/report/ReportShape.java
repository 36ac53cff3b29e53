// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Keys, types and orders that every report of format {@code seep-report/1} must have. */
final class ReportShape {
    private static final String FIGURES = "liveBytes:n liveCount:n allocatedBytes:n allocatedCount:n freedBytes:n"
            + " freedCount:n allocatorSeconds:D";
    private static final String EXACTNESS = "exact:b errorBytes:n";
    private static final Set<String> REASONS =
            Set.of("exit", "dump", "periodic", "high-water", "cgroup", "out-of-memory", "mark");
    private static final Set<String> LAYERS = Set.of("base", "mapped", "pool");
    private static final Set<String> VERDICTS =
            Set.of("certain", "likely", "growing", "gc-only", "bounded", "startup", "young", "single");

    private ReportShape() {}

    static void check(JsonNode report) {
        has(
                report,
                "format:t reason:t process:o settings:o totals:o kinds:a sites:a suspects:a suppressions:a pools:a"
                        + " timeline:a notSeen:o own:o");
        assertThat(REASONS).contains(report.get("reason").textValue());
        process(report.get("process"));
        report.get("settings")
                .properties()
                .forEach(setting -> assertThat(setting.getValue().isTextual())
                        .as(setting.getKey())
                        .isTrue());
        totals(report.get("totals"));
        for (JsonNode kind : report.get("kinds")) {
            has(kind, "kind:t layer:t " + FIGURES);
            assertThat(LAYERS).contains(kind.get("layer").textValue());
        }
        report.get("sites").forEach(ReportShape::site);
        ordered(withoutRest(report.get("sites")), "liveBytes", -1);
        int rank = 1;
        for (JsonNode suspect : report.get("suspects")) {
            assertThat(suspect.get("rank").intValue()).isEqualTo(rank++);
            suspect(suspect);
        }
        for (JsonNode rule : report.get("suppressions")) {
            has(rule, "rule:t usedCount:n liveBytes:n liveCount:n");
        }
        for (JsonNode point : report.get("timeline")) {
            has(point, "seconds:d baseBytes:n mappedBytes:n poolBytes:n rssBytes:N javaHeapBytes:N");
        }
        ordered(report.get("timeline"), "seconds", 1);
        notSeen(report.get("notSeen"));
        has(report.get("own"), "memoryBytes:n cpuSeconds:d stacksWalked:n liveRecords:n stacks:n");
    }

    private static List<JsonNode> withoutRest(JsonNode sites) {
        return StreamSupport.stream(sites.spliterator(), false)
                .filter(site -> !site.get("rest").booleanValue())
                .toList();
    }

    private static void process(JsonNode process) {
        has(process, "pid:n command:t jvm:t os:t started:t ended:t durationSeconds:d");
        Instant started = Instant.parse(process.get("started").textValue());
        assertThat(Instant.parse(process.get("ended").textValue())).isAfterOrEqualTo(started);
    }

    private static void totals(JsonNode totals) {
        has(
                totals,
                "base:o mapped:o pool:o unlabelled:o unknownFreeCount:n beforeStart:b rssBytes:N javaHeapBytes:N"
                        + " jvmBytes:N mallocRetainedBytes:N unexplainedBytes:N");
        for (String layer : LAYERS) {
            has(totals.get(layer), FIGURES + " peakLiveBytes:n");
            assertThat(totals.get(layer).get("peakLiveBytes").longValue())
                    .isGreaterThanOrEqualTo(totals.get(layer).get("liveBytes").longValue());
        }
        has(totals.get("unlabelled"), "liveBytes:n liveCount:n");
    }

    private static void site(JsonNode site) {
        has(
                site,
                "kind:t layer:t callSite:F " + EXACTNESS + " " + FIGURES + " verdict:T owners:O jdkInternal:b rest:b"
                        + " generations:a sizes:a lifetimes:a allocatorNanos:a threads:a stacks:a blocks:a");
        assertThat(site.get("verdict").isNull()
                        || VERDICTS.contains(site.get("verdict").textValue()))
                .as("%s", site.get("verdict"))
                .isTrue();
        assertThat(site.get("exact").booleanValue() && site.get("errorBytes").longValue() != 0)
                .isFalse();
        if (!site.get("owners").isNull()) {
            has(site.get("owners"), "lostCount:n freedByGcCount:n closedCount:n pendingCount:n");
        }
        for (JsonNode generation : site.get("generations")) {
            has(generation, "startSeconds:d allocatedBytes:n liveBytes:n endLiveBytes:n");
        }
        ordered(site.get("generations"), "startSeconds", 1);
        for (JsonNode thread : site.get("threads")) {
            has(thread, "name:T liveBytes:n allocatedBytes:n");
        }
        ordered(site.get("threads"), "liveBytes", -1);
        for (JsonNode stack : site.get("stacks")) {
            has(stack, "frames:a " + EXACTNESS + " " + FIGURES);
            stack.get("frames").forEach(ReportShape::frame);
        }
        ordered(site.get("stacks"), "liveBytes", -1);
        assertThat(site.get("stacks").size()).isLessThanOrEqualTo(20);
        for (JsonNode block : site.get("blocks")) {
            has(block, "address:n size:n ageSeconds:d thread:T");
        }
        ordered(site.get("blocks"), "ageSeconds", -1);
        assertThat(site.get("blocks").size()).isLessThanOrEqualTo(10);
        for (String histogram : List.of("sizes", "lifetimes", "allocatorNanos")) {
            site.get(histogram)
                    .forEach(count -> assertThat(count.isIntegralNumber()).isTrue());
        }
    }

    private static void suspect(JsonNode suspect) {
        has(
                suspect,
                "rank:n verdict:t confidence:d kind:t layer:t culprit:F frames:a " + EXACTNESS + " " + FIGURES
                        + " siteLiveBytes:n bytesPerHour:D spread:D retention:D decay:D ownersLost:N freedByGcCount:N"
                        + " oldestSeconds:d lastTouch:O hint:T");
        assertThat(suspect.get("verdict").textValue()).isIn("certain", "likely");
        assertThat(suspect.get("confidence").doubleValue()).isBetween(0.0, 1.0);
        assertThat(suspect.get("spread").asDouble()).isBetween(0.0, 1.0);
        assertThat(suspect.get("retention").asDouble()).isBetween(0.0, 1.0);
        assertThat(suspect.get("culprit").isNull()).isFalse();
        suspect.get("frames").forEach(ReportShape::frame);
    }

    private static void notSeen(JsonNode notSeen) {
        has(notSeen, "classesNotWoven:a kinds:a thinned:n lostCount:n labelsLost:n stacksDropped:n callSitesRefused:n");
        for (JsonNode entry : notSeen.get("classesNotWoven")) {
            has(entry, "class:t reason:t");
        }
        notSeen.get("kinds").forEach(kind -> assertThat(kind.isTextual()).isTrue());
    }

    private static void frame(JsonNode frame) {
        has(frame, "class:t method:t file:T line:n");
        assertThat(frame.get("class").textValue())
                .doesNotStartWith("dev.seep.agent.")
                .doesNotStartWith("java.lang.Seep")
                .doesNotContainPattern("0x[0-9a-f]{6}");
    }

    /** Checks keys as {@code name:type}; types are text, number, decimal, boolean, object, array, frame; large where null may be. */
    private static void has(JsonNode object, String shape) {
        for (String key : shape.split(" ")) {
            String name = key.substring(0, key.length() - 2);
            char type = key.charAt(key.length() - 1);
            JsonNode value = object.get(name);
            assertThat(value).as(name).isNotNull();
            if (value.isNull()) {
                assertThat(Character.isUpperCase(type)).as("%s is null", name).isTrue();
                continue;
            }
            boolean matches = switch (Character.toLowerCase(type)) {
                case 't' -> value.isTextual();
                case 'n' -> value.isIntegralNumber();
                case 'd' -> value.isNumber();
                case 'b' -> value.isBoolean();
                case 'a' -> value.isArray();
                default -> value.isObject();
            };
            assertThat(matches).as("%s: %s", name, value).isTrue();
            if (type == 'F') {
                frame(value);
            }
        }
    }

    private static void ordered(Iterable<JsonNode> elements, String key, int sign) {
        JsonNode before = null;
        for (JsonNode element : elements) {
            if (before != null) {
                double step = element.get(key).doubleValue() - before.get(key).doubleValue();
                assertThat(sign * step).as("order by %s", key).isGreaterThanOrEqualTo(0);
            }
            before = element;
        }
    }
}
