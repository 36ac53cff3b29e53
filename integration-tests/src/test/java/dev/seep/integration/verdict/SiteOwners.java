// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.seep.integration.fork.EndedJvm;
import java.io.IOException;

/**
 * What a report says of the owners of one line's blocks.
 *
 * @param verdict the verdict on the line
 * @param lost live blocks whose owner was collected
 * @param freedByGc blocks freed after their owner was collected
 * @param closed blocks that the program freed
 */
record SiteOwners(String verdict, long lost, long freedByGc, long closed) {
    private static final JsonMapper MAPPER = new JsonMapper();

    static SiteOwners of(EndedJvm jvm, String kind, String method) throws IOException {
        assertThat(jvm.exitCode()).as(jvm.toString()).isZero();
        JsonNode report = MAPPER.readTree(jvm.folder().resolve("report.json").toFile());
        for (JsonNode site : report.get("sites")) {
            if (site.get("kind").asText().equals(kind)
                    && site.path("callSite").path("method").asText().equals(method)) {
                JsonNode owners = site.get("owners");
                return new SiteOwners(
                        site.get("verdict").asText(),
                        owners.path("lostCount").asLong(-1),
                        owners.path("freedByGcCount").asLong(-1),
                        owners.path("closedCount").asLong(-1));
            }
        }
        throw new AssertionError("no such site: " + jvm);
    }
}
