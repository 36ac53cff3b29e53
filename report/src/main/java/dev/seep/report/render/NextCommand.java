// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.render;

import dev.seep.report.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;

/** Proposes the next run, from what this one could not say. */
final class NextCommand {
    private NextCommand() {}

    /**
     * Writes what to do next, and the command.
     *
     * @param exact whether all figures of this run are exact already
     * @param live whether anything is live
     */
    static void write(TextPage page, Snapshot snapshot, boolean exact, boolean live) {
        String out = snapshot.settings().getOrDefault("out", "");
        List<String> options = new ArrayList<>();
        String file = out.isEmpty() ? "seep-%p" + ReportFormat.JSON.extension() : out;
        String purpose;
        if (snapshot.notSeen().thinned() > 1) {
            options.add("max-live=" + millionsLive(snapshot) + "m");
            purpose = "for exact figures, keep a record of every block";
        } else if (!exact && live && !snapshot.allStacksWalked()) {
            options.add("interval=1");
            purpose = "for exact figures of every caller, walk all stacks (slower)";
        } else if (out.isEmpty()) {
            purpose = "for every line and stack, write a file";
        } else if (!out.contains(ReportFormat.COLLAPSED.extension())) {
            file = out + "+seep-%p" + ReportFormat.COLLAPSED.extension();
            purpose = "for a flame graph of what is live, write collapsed stacks";
        } else {
            options.add("gc=true");
            purpose = "to leave out what the garbage collector would free, collect first";
        }
        if (snapshot.allStacksWalked()) {
            options.add("interval=1");
        }
        options.add("out=" + file);
        page.blank();
        page.line("Next: " + purpose + ":");
        page.line("  java -javaagent:seep.jar=" + String.join(",", options) + " ...");
    }

    private static long millionsLive(Snapshot snapshot) {
        double blocks =
                (double) snapshot.own().liveRecords() * snapshot.notSeen().thinned();
        return Math.max(1, Math.round(Math.ceil(2 * blocks / 1e6)));
    }
}
