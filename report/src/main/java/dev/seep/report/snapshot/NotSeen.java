// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.snapshot;

import java.util.List;

/**
 * What the agent could not see, or had to let go.
 *
 * @param classesNotWoven classes it could not weave, with the reason
 * @param kinds allocations it cannot see or tell apart in this JVM, a sentence each
 * @param thinned 1 when every live block has a record, else each record stands for that many blocks
 * @param lostCount events that were lost
 * @param labelsLost allocations whose kind or call site was lost
 * @param stacksDropped walked allocations whose stack did not fit into the table of stacks
 * @param callSitesRefused calls that were woven without an id, because the table of call sites was full
 */
public record NotSeen(
        List<NotWoven> classesNotWoven,
        List<String> kinds,
        long thinned,
        long lostCount,
        long labelsLost,
        long stacksDropped,
        long callSitesRefused) {

    /**
     * A class left as it was.
     *
     * @param className its binary name
     * @param reason why, in a few words
     */
    public record NotWoven(String className, String reason) {}
}
