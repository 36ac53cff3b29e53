// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.render;

import dev.seep.report.analysis.Site;
import dev.seep.report.analysis.SiteStack;
import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.Frame;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The callers of a site: what they have in common once, then where they part, at most three of them by size.
 */
final class TextStacks implements Comparator<SiteStack> {
    private static final int MOST_STACKS = 3;
    private static final int MOST_COMMON_FRAMES = 4;
    private static final int MOST_BRANCH_FRAMES = 3;
    private static final String INDENT = "     ";
    private static final String FRAME_INDENT = "         ";
    private static final int FRAME_WIDTH = TextPage.WIDTH - FRAME_INDENT.length();

    /** The bytes that stacks are ordered and shown by. */
    enum Measure {
        LIVE,
        ALLOCATED;

        long of(Figures figures) {
            return this == LIVE ? figures.liveBytes() : figures.allocatedBytes();
        }
    }

    private final TextPage page;
    private final Site site;
    private final Measure measure;

    TextStacks(TextPage page, Site site, Measure measure) {
        this.page = page;
        this.site = site;
        this.measure = measure;
    }

    /** {@return the call site of a site that has one} */
    static Frame callSite(Site site) {
        Frame callSite = site.callSite();
        if (callSite == null) {
            throw new IllegalArgumentException("site has no call site: kind=" + site.kind());
        }
        return callSite;
    }

    void write() {
        List<SiteStack> stacks = new ArrayList<>();
        SiteStack callersUnknown = null;
        for (SiteStack stack : site.stacks()) {
            if (measure.of(stack.figures()) > 0) {
                if (stack.omittedFrames() == SiteStack.CALLERS_UNKNOWN) {
                    callersUnknown = stack;
                } else {
                    stacks.add(stack);
                }
            }
        }
        if (!stacks.isEmpty()) {
            stacks.sort(this);
            write(stacks);
        }
        if (callersUnknown != null) {
            page.line(
                    stacks.isEmpty()
                            ? INDENT + "its callers are not known"
                            : INDENT + "and " + bytes(callersUnknown) + " from callers not known");
        }
    }

    @Override
    public int compare(SiteStack one, SiteStack other) {
        return Long.compare(measure.of(other.figures()), measure.of(one.figures()));
    }

    private void write(List<SiteStack> stacks) {
        List<SiteStack> shown = stacks.subList(0, Math.min(MOST_STACKS, stacks.size()));
        int inner = indexOfCallSite(shown.get(0));
        api(shown.get(0), inner);
        int common = commonCallers(shown);
        common(shown.get(0), inner + 1, inner + 1 + common);
        if (shown.size() > 1) {
            for (SiteStack stack : shown) {
                branch(stack, indexOfCallSite(stack) + 1 + common);
            }
        }
        others(stacks.subList(shown.size(), stacks.size()));
    }

    private int indexOfCallSite(SiteStack stack) {
        List<Frame> frames = stack.frames();
        Frame callSite = callSite(site);
        for (int i = 0; i < frames.size(); i++) {
            if (sameCaller(frames.get(i), callSite)) {
                return i; // further out than the first below, where a class in between was not woven
            }
        }
        for (int i = 0; i < frames.size(); i++) {
            if (!frames.get(i).jdk()) {
                return i;
            }
        }
        return frames.size() - 1; // cut off before the call site
    }

    private void api(SiteStack stack, int callSiteIndex) {
        if (callSiteIndex > 0) {
            Frame api = stack.frames().get(callSiteIndex - 1);
            page.line(INDENT + "calls " + FrameText.method(api, TextPage.WIDTH - INDENT.length() - 6));
        }
    }

    private int commonCallers(List<SiteStack> shown) {
        SiteStack first = shown.get(0);
        int start = indexOfCallSite(first) + 1;
        int common = first.frames().size() - start;
        for (int i = 1; i < shown.size(); i++) {
            List<Frame> frames = shown.get(i).frames();
            int offset = indexOfCallSite(shown.get(i)) + 1;
            int equal = 0;
            while (equal < common
                    && offset + equal < frames.size()
                    && sameCaller(first.frames().get(start + equal), frames.get(offset + equal))) {
                equal++;
            }
            common = equal;
        }
        return common;
    }

    private static boolean sameCaller(Frame one, Frame other) {
        return one.line() == other.line()
                && one.methodName().equals(other.methodName())
                && one.className().equals(other.className());
    }

    private void common(SiteStack stack, int from, int to) {
        if (from < to) {
            List<String> callers = FrameText.callers(stack.frames(), from, to, FRAME_WIDTH);
            frames("called by", callers, MOST_COMMON_FRAMES);
        }
    }

    private void branch(SiteStack stack, int from) {
        String bytes = bytes(stack);
        List<String> callers =
                FrameText.callers(stack.frames(), from, stack.frames().size(), FRAME_WIDTH);
        if (callers.isEmpty()) {
            page.line(INDENT + bytes + " with no further caller");
        } else {
            frames(bytes + " from", callers, MOST_BRANCH_FRAMES);
        }
    }

    private String bytes(SiteStack stack) {
        return (stack.exact() ? "" : "~") + Quantities.bytes(measure.of(stack.figures()));
    }

    private void frames(String title, List<String> lines, int most) {
        if (lines.size() == 1
                && INDENT.length() + title.length() + 1 + lines.get(0).length() <= TextPage.WIDTH) {
            page.line(INDENT + title + " " + lines.get(0));
            return;
        }
        page.line(INDENT + title);
        int shown = lines.size() <= most + 1 ? lines.size() : most;
        for (int i = 0; i < shown; i++) {
            page.line(FRAME_INDENT + lines.get(i));
        }
        if (shown < lines.size()) {
            page.line(FRAME_INDENT + "... " + (lines.size() - shown) + " more");
        }
    }

    private void others(List<SiteStack> others) {
        if (others.isEmpty()) {
            return;
        }
        Figures sum = Figures.ZERO;
        boolean exact = true;
        for (SiteStack stack : others) {
            exact &= stack.exact();
            sum = sum.plus(stack.figures());
        }
        String places = others.size() == 1 ? "1 other place" : Quantities.count(others.size()) + " other places";
        page.line(INDENT + "and " + (exact ? "" : "~") + Quantities.bytes(measure.of(sum)) + " from " + places);
    }
}
