// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@SuppressWarnings("unchecked")
class JsonSuspectsTest {
    @Test
    void suspect_ofABranch_hasItsEvidenceAndEveryKeyOfTheFormat() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ReportFormat.JSON.write(TextSuspectsTest.leak(), out);
        Map<String, Object> report = (Map<String, Object>) Json.parse(out.toString(StandardCharsets.UTF_8));

        List<Map<String, Object>> suspects = (List<Map<String, Object>>) report.get("suspects");
        List<Map<String, Object>> sites = (List<Map<String, Object>>) report.get("sites");
        assertThat(suspects).hasSize(1);
        assertThat(suspects.get(0).keySet())
                .containsExactly(
                        ("rank verdict confidence kind layer culprit frames exact errorBytes liveBytes liveCount"
                            + " allocatedBytes allocatedCount freedBytes freedCount allocatorSeconds siteLiveBytes"
                            + " bytesPerHour spread retention decay ownersLost freedByGcCount oldestSeconds lastTouch"
                            + " hint")
                                .split(" "));
        assertThat(suspects.get(0))
                .containsEntry("rank", 1L)
                .containsEntry("verdict", "likely")
                .containsEntry("exact", true)
                .containsEntry("liveCount", 40L)
                .containsEntry("siteLiveBytes", 40_000L)
                .containsEntry("spread", 1.0)
                .containsEntry("decay", 1.0)
                .containsEntry("ownersLost", null);
        assertThat((Map<String, Object>) suspects.get(0).get("culprit")).containsEntry("method", "run");
        assertThat(sites.get(0)).containsEntry("verdict", "likely");
    }

    @Test
    void suppressedSuspect_isLeftOut_andItsRuleSaysSo() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ReportFormat.JSON.write(
                TextSuspectsTest.leakBuilder()
                        .suppress("leak:com.acme.Export", "leak:Nobody")
                        .build(),
                out);
        Map<String, Object> report = (Map<String, Object>) Json.parse(out.toString(StandardCharsets.UTF_8));

        assertThat((List<Object>) report.get("suspects")).isEmpty();
        assertThat((List<Object>) report.get("suppressions"))
                .containsExactly(
                        Map.of("rule", "leak:com.acme.Export", "usedCount", 1L, "liveBytes", 40_000L, "liveCount", 40L),
                        Map.of("rule", "leak:Nobody", "usedCount", 0L, "liveBytes", 0L, "liveCount", 0L));
    }
}
