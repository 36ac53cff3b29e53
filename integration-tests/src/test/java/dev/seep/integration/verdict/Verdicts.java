// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.seep.integration.fork.EndedJvm;
import dev.seep.integration.fork.RunningJvm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Programs that run side by side, because they mostly wait, and what their JSON reports say of them. */
final class Verdicts {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final Map<String, RunningJvm> running = new LinkedHashMap<>();

    /** Adds a program that has been started. */
    void add(String name, RunningJvm jvm) {
        running.put(name, jvm);
    }

    /** {@return what is said of each program once all have ended, such as {@code likely direct helper}} */
    Map<String, List<String>> suspects() throws Exception {
        Map<String, List<String>> suspects = new LinkedHashMap<>();
        for (Map.Entry<String, RunningJvm> program : running.entrySet()) {
            EndedJvm jvm = program.getValue().awaitEnd();
            assertThat(jvm.exitCode()).as(jvm.toString()).isZero();
            suspects.put(program.getKey(), suspectsOf(jvm));
        }
        return suspects;
    }

    private static List<String> suspectsOf(EndedJvm jvm) throws IOException {
        List<String> suspects = new ArrayList<>();
        for (JsonNode suspect :
                MAPPER.readTree(jvm.folder().resolve("report.json").toFile()).get("suspects")) {
            suspects.add(
                    suspect.get("verdict").asText() + " " + suspect.get("kind").asText() + " "
                            + suspect.get("culprit").path("method").asText());
        }
        return suspects;
    }
}
