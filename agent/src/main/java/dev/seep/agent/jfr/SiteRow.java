// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.jfr;

import dev.seep.report.analysis.Site;
import dev.seep.report.analysis.SiteStack;
import dev.seep.report.analysis.Sites;
import dev.seep.report.snapshot.AllocatorTime;
import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.Frame;
import dev.seep.report.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One site, as {@code seep.Site} tells it.
 *
 * @param kind the API, such as {@code direct}
 * @param layer where its blocks stand: {@code base}, {@code mapped} or {@code pool}
 * @param callSite its call site, such as {@code com.acme.Codec.read:42}, or null when there is none
 * @param stack the stack that holds most of it, frames from the allocation outwards, one a line; null when unknown
 * @param figures bytes and blocks
 * @param allocatorNanos time the allocating calls took, or 0 when none was timed
 * @param exact whether every block behind the figures was counted
 * @param errorBytes half the width of the 95 % interval of the live bytes, 0 when exact
 * @param rest whether this is what is left of a kind once its other sites are told
 */
record SiteRow(
        String kind,
        String layer,
        @Nullable String callSite,
        @Nullable String stack,
        Figures figures,
        long allocatorNanos,
        boolean exact,
        long errorBytes,
        boolean rest) {

    /** {@return the {@code count} sites with most live and most allocated bytes each, and a rest for every kind} */
    static List<SiteRow> of(Snapshot snapshot, int count) {
        List<SiteRow> rows = new ArrayList<>();
        for (Site site : Sites.of(snapshot).top(count)) {
            rows.add(of(site));
        }
        return rows;
    }

    private static SiteRow of(Site site) {
        Frame callSite = site.callSite();
        AllocatorTime time = site.details().allocatorTime();
        return new SiteRow(
                site.kind(),
                site.layer().label(),
                callSite == null ? null : append(new StringBuilder(), callSite).toString(),
                site.rest() || site.stacks().isEmpty()
                        ? null
                        : text(site.stacks().get(0)),
                site.figures(),
                time == null ? 0 : Math.round(time.seconds() * 1e9),
                site.exact(),
                site.errorBytes(),
                site.rest());
    }

    private static String text(SiteStack stack) {
        StringBuilder text = new StringBuilder();
        for (Frame frame : stack.frames()) {
            append(text, frame).append('\n');
        }
        if (stack.omittedFrames() > 0) {
            return text.append("and ")
                    .append(stack.omittedFrames())
                    .append(" more")
                    .toString();
        }
        text.setLength(Math.max(0, text.length() - 1));
        return text.toString();
    }

    private static StringBuilder append(StringBuilder text, Frame frame) {
        text.append(frame.className()).append('.').append(frame.methodName());
        return frame.line() < 0 ? text : text.append(':').append(frame.line());
    }
}
