// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.render;

import dev.seep.report.analysis.Judgement;
import dev.seep.report.analysis.Site;
import dev.seep.report.analysis.SiteJudgement;
import dev.seep.report.analysis.Sites;
import dev.seep.report.analysis.Verdict;
import org.jspecify.annotations.Nullable;

/** What is held and is no suspect: a line for each reason. */
final class TextHeld {
    private static final int REASON_AT = 36;

    private final TextPage page;
    private final Sites sites;
    private final Judgement judgement;
    private boolean isTitled;

    TextHeld(TextPage page, Sites sites, Judgement judgement) {
        this.page = page;
        this.sites = sites;
        this.judgement = judgement;
    }

    void write() {
        if (!judgement.isAnyJudged()) {
            return;
        }
        for (Verdict verdict : Verdict.values()) {
            if (!verdict.isSuspect() && !verdict.isApart()) {
                write(verdict);
            }
        }
        write(null);
    }

    /** Writes the line of a verdict, or of no verdict. */
    private void write(@Nullable Verdict verdict) {
        long bytes = 0;
        int lines = 0;
        boolean exact = true;
        for (Site site : sites.byLiveBytes()) {
            SiteJudgement of = judgement.of(site);
            if ((of == null ? null : of.verdict()) == verdict && site.figures().liveBytes() > 0) {
                bytes += site.figures().liveBytes();
                exact &= site.exact();
                lines++;
            }
        }
        if (lines == 0) {
            return;
        }
        if (!isTitled) {
            page.blank();
            page.line("Held, and why it is no suspect");
            isTitled = true;
        }
        String count = lines == 1 ? "1 line" : Quantities.count(lines) + " lines";
        StringBuilder text = new StringBuilder("  ").append(verdict == null ? "-" : verdict.label());
        TextPage.spaces(text, Math.max(1, 11 - text.length()));
        text.append(exact ? "" : "~")
                .append(Quantities.bytes(bytes))
                .append(" from ")
                .append(count);
        TextPage.spaces(text, Math.max(2, REASON_AT - text.length()));
        page.wrapped(text + reason(verdict), REASON_AT);
    }

    private static String reason(@Nullable Verdict verdict) {
        if (verdict == null) {
            return "its history is not known";
        }
        return switch (verdict) {
            case STARTUP -> "since the start, hardly more since";
            case YOUNG -> "too young to judge";
            case SINGLE -> "one block, or those of one moment";
            default -> "does not grow all the time";
        };
    }
}
