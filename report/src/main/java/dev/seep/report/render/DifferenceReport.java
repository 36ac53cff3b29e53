// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.render;

import dev.seep.report.analysis.Difference;
import dev.seep.report.analysis.Kind;
import dev.seep.report.analysis.LineChange;
import dev.seep.report.analysis.Sites;
import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.Frame;
import dev.seep.report.snapshot.Layer;
import dev.seep.report.snapshot.ProcessDescription;
import dev.seep.report.snapshot.Snapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What grew between two snapshots, for people: 80 columns, ASCII but for names, as {@link TextReport}.
 *
 * <p>A line that holds more is marked {@code +}, one that holds less {@code -}; {@code ~} marks a change that may be chance,
 * because it is no larger than its error.
 */
public final class DifferenceReport {
    private static final int MOST_GROWN = 20;
    private static final int MOST_SHRUNK = 5;
    private static final int MOST_CALLERS = 3;
    private static final int[] COLUMNS = {38, 52, 66};
    private static final String SPACES = "       ";
    private static final int INDENT = SPACES.length();

    private final TextPage page = new TextPage();
    private final Difference difference;

    private DifferenceReport(Difference difference) {
        this.difference = difference;
    }

    /**
     * {@return the report, ending in a line feed}
     *
     * @param beforeName what to call the older snapshot, such as the name of its file
     * @param afterName what to call the newer one
     */
    public static String of(String beforeName, Snapshot before, String afterName, Snapshot after) {
        Difference difference = Difference.of(Sites.of(before), Sites.of(after));
        DifferenceReport report = new DifferenceReport(difference);
        report.title();
        report.process("before", beforeName, before);
        report.process("after ", afterName, after);
        report.page.blank();
        report.totals();
        report.lines("Lines that hold more", difference.grown(), MOST_GROWN);
        report.lines("Lines that hold less", difference.shrunk(), MOST_SHRUNK);
        if (difference.unchangedCount() > 0) {
            report.page.blank();
            report.page.line("Unchanged: " + lineCount(difference.unchangedCount()));
        }
        return report.page.toString();
    }

    /** {@return entries for {@code grown} alone, without head and totals, ending in a line feed} */
    public static String entriesOf(Difference difference, List<LineChange> grown) {
        DifferenceReport report = new DifferenceReport(difference);
        for (int i = 0; i < Math.min(MOST_GROWN, grown.size()); i++) {
            report.entry(grown.get(i));
        }
        report.more(grown.size() - MOST_GROWN);
        return report.page.toString();
    }

    private void title() {
        long bytes = difference.bytes(Layer.BASE);
        String text =
                bytes == 0 ? "as much off-heap memory is live as before" : signed(bytes) + " of off-heap memory live";
        long mapped = difference.bytes(Layer.MAPPED);
        page.wrapped("[seep] " + text + (mapped == 0 ? "" : "; " + signed(mapped) + " of files mapped"), 7);
    }

    private void process(String when, String name, Snapshot snapshot) {
        ProcessDescription process = snapshot.process();
        page.wrapped(
                "  " + when + ": " + name + ", " + process.command() + ", " + TextTotals.pid(process) + "after "
                        + TextPage.glued(Quantities.duration(process.durationSeconds())) + ", "
                        + Quantities.isoTime(process.ended()),
                10);
    }

    private void totals() {
        row("", "before", "after", "change");
        for (Layer layer : Layer.values()) {
            Figures before = difference.before().total(layer);
            Figures after = difference.after().total(layer);
            if (layer == Layer.BASE || before.allocatedCount() + after.allocatedCount() > 0) {
                figures("  " + title(layer), before, after);
                kinds(layer);
            }
        }
    }

    private static String title(Layer layer) {
        return layer == Layer.BASE ? "off-heap memory" : layer == Layer.MAPPED ? "files mapped" : "blocks in pools";
    }

    private void kinds(Layer layer) {
        Map<String, Figures[]> kinds = new LinkedHashMap<>();
        for (Kind kind : difference.after().kinds()) {
            if (kind.layer() == layer) {
                kinds.put(kind.kind(), new Figures[] {Figures.ZERO, kind.figures()});
            }
        }
        for (Kind kind : difference.before().kinds()) {
            if (kind.layer() == layer) {
                Figures[] both = kinds.getOrDefault(kind.kind(), new Figures[] {Figures.ZERO, Figures.ZERO});
                kinds.put(kind.kind(), new Figures[] {kind.figures(), both[1]});
            }
        }
        for (Map.Entry<String, Figures[]> kind : kinds.entrySet()) {
            figures("    " + kind.getKey(), kind.getValue()[0], kind.getValue()[1]);
        }
    }

    private void figures(String name, Figures before, Figures after) {
        long change = after.liveBytes() - before.liveBytes();
        row(
                name,
                Quantities.bytes(before.liveBytes()),
                Quantities.bytes(after.liveBytes()),
                change == 0 ? "-" : signed(change));
    }

    private void row(String name, String... cells) {
        StringBuilder row = new StringBuilder(name);
        for (int i = 0; i < cells.length; i++) {
            TextPage.spaces(row, Math.max(1, COLUMNS[i] - row.length() - cells[i].length()));
            row.append(cells[i]);
        }
        page.line(row.toString());
    }

    private void lines(String title, List<LineChange> changes, int most) {
        if (changes.isEmpty()) {
            return;
        }
        page.blank();
        page.line(title);
        for (int i = 0; i < Math.min(most, changes.size()); i++) {
            entry(changes.get(i));
        }
        more(changes.size() - most);
    }

    private void more(int count) {
        if (count > 0) {
            page.line("  and " + lineCount(count) + " more");
        }
    }

    private static String lineCount(int count) {
        return count == 1 ? "1 line" : Quantities.count(count) + " lines";
    }

    private void entry(LineChange change) {
        boolean grew = change.bytes() > 0 || (change.bytes() == 0 && change.count() > 0);
        String mark = "  " + (change.isSure() ? grew ? "+" : "-" : "~") + "  ";
        Frame line = change.callSite();
        String place = line != null
                ? FrameText.of(line, TextPage.WIDTH - mark.length())
                : change.jdkInternal() ? "the JDK itself" : "lines that are not known";
        page.line(mark + place);
        String error = change.errorBytes() > 0 ? TextPage.glued(" +/- " + Quantities.bytes(change.errorBytes())) : "";
        page.wrapped(
                SPACES + TextPage.glued(signed(change.bytes())) + error + " in "
                        + TextPage.glued(signedCount(change.count())) + " (" + change.kind() + "), "
                        + was(change, grew),
                INDENT + 2);
        int at = line == null ? -1 : indexOf(change.frames(), line);
        int to = Math.min(change.frames().size(), at + 1 + MOST_CALLERS);
        String called = change.framesExact() ? "called by " : "~called by ";
        List<String> callers =
                FrameText.callers(change.frames(), at + 1, to, TextPage.WIDTH - INDENT - called.length());
        for (int i = 0; i < callers.size(); i++) {
            page.line(SPACES + (i == 0 ? called : " ".repeat(called.length())) + callers.get(i));
        }
    }

    private static int indexOf(List<Frame> frames, Frame line) {
        for (int i = 0; i < frames.size(); i++) {
            Frame frame = frames.get(i);
            if (frame.line() == line.line()
                    && frame.methodName().equals(line.methodName())
                    && frame.className().equals(line.className())) {
                return i;
            }
        }
        return -1;
    }

    private static String was(LineChange change, boolean grew) {
        if (grew && change.before().allocatedCount() == 0) {
            return "new";
        }
        if (!grew && change.after().liveBytes() == 0 && change.after().liveCount() == 0) {
            return "nothing left";
        }
        return "from " + TextPage.glued(Quantities.bytes(change.before().liveBytes())) + " to "
                + TextPage.glued(Quantities.bytes(change.after().liveBytes()));
    }

    private static String signed(long bytes) {
        return (bytes < 0 ? "-" : "+") + Quantities.bytes(Math.abs(bytes));
    }

    private static String signedCount(long count) {
        long magnitude = Math.abs(count);
        return (count < 0 ? "-" : "+") + Quantities.count(magnitude) + (magnitude == 1 ? " block" : " blocks");
    }
}
