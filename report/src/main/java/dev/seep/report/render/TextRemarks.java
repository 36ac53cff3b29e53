// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.render;

import dev.seep.report.snapshot.NotSeen;
import dev.seep.report.snapshot.OwnCost;
import dev.seep.report.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;

/** What the report cannot know, and what it cost to know the rest. */
final class TextRemarks {
    private static final int CLASSES_NAMED = 3;

    private final TextPage page;
    private final Snapshot snapshot;

    TextRemarks(TextPage page, Snapshot snapshot) {
        this.page = page;
        this.snapshot = snapshot;
    }

    /** Writes what was not seen, or nothing if nothing was missed. */
    void writeNotSeen() {
        List<String> remarks = remarks();
        if (remarks.isEmpty()) {
            return;
        }
        page.blank();
        page.line("Not seen");
        for (String remark : remarks) {
            page.wrapped("  - " + remark, 4);
        }
    }

    private List<String> remarks() {
        NotSeen notSeen = snapshot.notSeen();
        List<String> remarks = new ArrayList<>(notSeen.kinds());
        if (snapshot.beforeStart()) {
            remarks.add("blocks from before tracking was switched on");
        }
        if (snapshot.unknownFreeCount() > 0) {
            remarks.add(times(snapshot.unknownFreeCount(), "free") + " of blocks that were never seen");
        }
        if (notSeen.thinned() > 1) {
            remarks.add("most live blocks: only one in " + Quantities.count(notSeen.thinned())
                    + " has a record, so live figures are estimates (max-live=N raises the bound)");
        }
        if (notSeen.lostCount() > 0) {
            remarks.add(times(notSeen.lostCount(), "event") + " that got lost");
        }
        if (notSeen.labelsLost() > 0) {
            remarks.add("the line or kind of " + times(notSeen.labelsLost(), "allocation"));
        }
        if (notSeen.stacksDropped() > 0) {
            remarks.add(
                    "the stacks of " + times(notSeen.stacksDropped(), "allocation") + ": the table of stacks was full");
        }
        if (notSeen.callSitesRefused() > 0) {
            remarks.add("the label of " + times(notSeen.callSitesRefused(), "call")
                    + " in the code: the table of call sites was full, so that samples tell their lines");
        }
        if (!notSeen.classesNotWoven().isEmpty()) {
            remarks.add(notWoven(notSeen.classesNotWoven()));
        }
        return remarks;
    }

    private static String times(long count, String what) {
        return Quantities.count(count) + " " + what + (count == 1 ? "" : "s");
    }

    private static String notWoven(List<NotSeen.NotWoven> classes) {
        StringBuilder text = new StringBuilder("what ");
        text.append(classes.size() == 1 ? "1 class does" : Quantities.count(classes.size()) + " classes do");
        text.append(", which could not be woven: ");
        int named = Math.min(CLASSES_NAMED, classes.size());
        for (int i = 0; i < named; i++) {
            text.append(i == 0 ? "" : ", ").append(classes.get(i).className());
            text.append(" (").append(classes.get(i).reason()).append(')');
        }
        return text.append(named < classes.size() ? ", ..." : "").toString();
    }

    void writeOwn() {
        OwnCost own = snapshot.own();
        page.blank();
        page.wrapped(
                "Seep itself took " + Quantities.bytes(own.memoryBytes()) + " of memory and "
                        + Quantities.duration(own.cpuSeconds()) + " of processor time: "
                        + times(own.stacksWalked(), "stack") + " walked, " + Quantities.count(own.stacks())
                        + " kept, " + times(own.liveRecords(), "live record") + ".",
                2);
    }
}
