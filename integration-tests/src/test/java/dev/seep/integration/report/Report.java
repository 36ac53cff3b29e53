// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.report;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A report of format {@code seep-report/1}, as far as tests look at it. */
public record Report(
        String format,
        String reason,
        Map<String, @Nullable Object> process,
        Map<String, @Nullable Object> settings,
        Totals totals,
        List<Kind> kinds,
        List<Site> sites,
        NotSeen notSeen,
        Own own) {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** Reads a report, and checks the form and the sums that every one must have. */
    public static Report read(Path file) throws IOException {
        JsonNode json = MAPPER.readTree(file.toFile());
        ReportShape.check(json);
        Report report = MAPPER.treeToValue(json, Report.class);
        ReportSums.check(report);
        return report;
    }

    /** The figures of a kind; all 0 where the report does not mention it. */
    public Figures kind(String name) {
        return kinds.stream()
                .filter(kind -> kind.kind().equals(name))
                .map(Kind::figures)
                .findFirst()
                .orElse(Figures.NONE);
    }

    /** {@return the sites of a kind whose call site is in the method {@code method} of {@code type}} */
    public List<Site> sitesAt(String kind, Class<?> type, String method) {
        return sites.stream()
                .filter(site -> site.kind().equals(kind))
                .filter(site -> site.callSite() != null && site.callSite().isIn(type, method))
                .toList();
    }

    /** {@return the one site of a kind in the method {@code method} of {@code type}} */
    public Site siteAt(String kind, Class<?> type, String method) {
        List<Site> found = sitesAt(kind, type, method);
        if (found.size() != 1) {
            throw new AssertionError(
                    "sites=" + found.size() + ", kind=" + kind + ", method=" + method + ", all=" + sites);
        }
        return found.get(0);
    }

    /** {@return live bytes of all kinds whose stack holds a frame of {@code type} or a class nested in it} */
    public long liveBytesBelow(Class<?> type) {
        return sites.stream()
                .flatMap(site -> site.stacks().stream())
                .filter(stack -> stack.holds(type))
                .mapToLong(stack -> stack.figures().liveBytes())
                .sum();
    }

    /** {@return live blocks of all kinds whose stack holds a frame of {@code type} or a class nested in it} */
    public long liveCountBelow(Class<?> type) {
        return sites.stream()
                .flatMap(site -> site.stacks().stream())
                .filter(stack -> stack.holds(type))
                .mapToLong(stack -> stack.figures().liveCount())
                .sum();
    }
}
