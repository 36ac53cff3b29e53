// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.render;

import dev.seep.report.analysis.Judgement;
import dev.seep.report.analysis.Site;
import dev.seep.report.analysis.SiteJudgement;
import dev.seep.report.analysis.Sites;
import dev.seep.report.analysis.Suspect;
import dev.seep.report.analysis.Verdict;
import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.Frame;
import dev.seep.report.snapshot.Generation;
import java.util.List;

/** What is suspected of leaking, three to eight lines each, and what grows but may be innocent. */
final class TextSuspects {
    private static final int MOST_SUSPECTS = 10;
    private static final int MOST_APART = 5;
    private static final int MOST_CALLERS = 3;
    private static final int INDENT = 5;
    private static final String SPACES = "     ";
    private static final String LEVELS = "_.:-=+*#%@"; // from nothing to the most, and readable in any log
    private static final double MINUTE = 60;
    private static final double HOUR = 60 * MINUTE;

    private final TextPage page;
    private final double runSeconds;
    private final Sites sites;
    private final Judgement judgement;

    TextSuspects(TextPage page, double runSeconds, Sites sites, Judgement judgement) {
        this.page = page;
        this.runSeconds = runSeconds;
        this.sites = sites;
        this.judgement = judgement;
    }

    /** Writes nothing where there is nothing to judge. */
    void write() {
        entries("Suspects", judgement.suspects(), MOST_SUSPECTS);
        if (judgement.suspects().isEmpty() && judgement.isAnyJudged()) {
            page.blank();
            page.line(
                    runSeconds < Judgement.LEAST_SECONDS
                            ? "No suspects: " + Quantities.duration(runSeconds) + " are too short a time to judge"
                            : "No suspects: no line gathers memory as a leak does");
        }
        entries("Worth a look, but no suspects", judgement.apart(), MOST_APART);
        TextSuppressions.write(page, judgement.suppressions());
        new TextHeld(page, sites, judgement).write();
    }

    private void entries(String title, List<Suspect> suspects, int most) {
        if (suspects.isEmpty()) {
            return;
        }
        page.blank();
        page.line(title);
        int shown = Math.min(most, suspects.size());
        for (int i = 0; i < shown; i++) {
            entry(i + 1, suspects.get(i));
        }
        if (shown < suspects.size()) {
            page.line("  and " + Quantities.count(suspects.size() - shown) + " more");
        }
    }

    private void entry(int number, Suspect suspect) {
        Site site = suspect.judgement().site();
        String label = (number < 10 ? "  " : " ") + number + ". ";
        Frame culprit = suspect.culprit();
        page.line(label + (culprit == null ? unknown(site) : FrameText.of(culprit, TextPage.WIDTH - label.length())));
        page.wrapped(SPACES + verdict(suspect) + ", " + holds(suspect) + ", " + freed(suspect.figures()), INDENT + 2);
        String generations = sparkline(site.details().generations());
        if (!generations.isEmpty()) {
            page.line(SPACES + "live by time of allocation: " + generations);
        }
        path(suspect);
        if (suspect.tooFewSamples()) {
            page.wrapped(SPACES + "too few samples to tell its callers apart: try interval=1", INDENT + 2);
        }
        if (suspect.hint() != null) {
            page.wrapped(SPACES + "hint: " + suspect.hint(), INDENT + 2);
        }
    }

    private String verdict(Suspect suspect) {
        SiteJudgement judgement = suspect.judgement();
        StringBuilder text = new StringBuilder(judgement.verdict().label());
        if (judgement.verdict() != Verdict.CERTAIN) {
            text.append(" (").append(Math.round(judgement.confidence() * 100)).append("%)");
        }
        String rate = rate(suspect.bytesPerSecond());
        return text.append(rate.isEmpty() ? "" : ", " + rate).toString();
    }

    /** In a unit of time that the run has lasted for, if it is long enough for a whole byte. */
    private String rate(double bytesPerSecond) {
        double unit = runSeconds < 2 * MINUTE ? 1 : runSeconds < 2 * HOUR ? MINUTE : HOUR;
        if (bytesPerSecond * unit < 1) {
            unit = HOUR;
        }
        long bytes = Math.round(bytesPerSecond * unit);
        String a = unit == HOUR ? "/h" : unit == MINUTE ? "/min" : "/s";
        return bytes > 0 ? TextPage.glued("+" + Quantities.bytes(bytes) + a) : "";
    }

    private static String unknown(Site site) {
        return site.jdkInternal() ? "the JDK itself (no frame outside of it)" : "a line that is not known";
    }

    private static String holds(Suspect suspect) {
        Figures figures = suspect.figures();
        String about = suspect.exact() ? "" : "~";
        return TextPage.glued(about + Quantities.bytes(figures.liveBytes()))
                + (suspect.errorBytes() > 0 ? TextPage.glued(" +/- " + Quantities.bytes(suspect.errorBytes())) : "")
                + " in " + TextPage.glued(about + TextTotals.blocks(figures.liveCount())) + " ("
                + suspect.judgement().site().kind() + ")";
    }

    private static String freed(Figures figures) {
        return figures.freedBytes() == 0
                ? "none freed"
                : TextPage.glued(Quantities.percent(figures.freedBytes(), figures.allocatedBytes()) + " freed");
    }

    /** {@return one character for each generation, at most 40} */
    private static String sparkline(List<Generation> generations) {
        int perCharacter = generations.size() > 40 ? 2 : 1;
        int length = (generations.size() + perCharacter - 1) / perCharacter;
        long[] live = new long[length];
        long most = 0;
        for (int i = 0; i < generations.size(); i++) {
            live[i / perCharacter] += Math.max(0, generations.get(i).liveBytes());
            most = Math.max(most, live[i / perCharacter]);
        }
        if (most == 0) {
            return "";
        }
        StringBuilder line = new StringBuilder(length);
        for (long bytes : live) {
            int level = bytes == 0 ? 0 : 1 + (int) ((LEVELS.length() - 2) * ((double) bytes / most));
            line.append(LEVELS.charAt(level));
        }
        return line.toString();
    }

    private void path(Suspect suspect) {
        Frame allocates = suspect.judgement().site().callSite();
        Frame culprit = suspect.culprit();
        int callers = MOST_CALLERS - (suspect.hint() == null ? 0 : 1) - (suspect.tooFewSamples() ? 1 : 0);
        if (allocates != null && culprit != null && !allocates.equals(culprit)) {
            page.line(SPACES + "allocated by " + FrameText.of(allocates, TextPage.WIDTH - INDENT - 13));
            callers--;
        }
        int from = culprit == null ? 0 : suspect.frames().indexOf(culprit) + 1;
        int to = suspect.frames().size();
        int width = TextPage.WIDTH - INDENT - 13;
        List<String> lines = FrameText.callers(suspect.frames(), from, to, width);
        List<String> shown = lines.subList(0, Math.min(Math.max(0, callers), lines.size()));
        int index = suspect.applicationIndex();
        String application = index < 0 ? null : FrameText.of(suspect.frames().get(index), width);
        boolean isFar = application != null && !shown.contains(application);
        for (int i = 0; i < shown.size() - (isFar ? 1 : 0); i++) {
            page.line(SPACES + (i == 0 ? "called by    " : "             ") + shown.get(i));
        }
        if (isFar) {
            page.line(SPACES + "reached from " + application);
        }
    }
}
