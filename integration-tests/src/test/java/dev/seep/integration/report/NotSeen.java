// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** What the agent says it cannot see. */
public record NotSeen(
        List<UnwovenClass> classesNotWoven, List<String> kinds, int thinned, long lostCount, long labelsLost) {

    /** A class without hooks. */
    public record UnwovenClass(@JsonProperty("class") String className, String reason) {}
}
