// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule of what is not to be suspected, in the form of LeakSanitizer's files: {@code leak:pattern} matches a method, as
 * {@code com.acme.Foo.bar}, or a source file anywhere in a suspect's stacks, {@code kind:pattern} its kind. Confined.
 *
 * <p>A pattern is found anywhere in the name; {@code *} stands for any characters, {@code ^} in front for the name's
 * begin, {@code $} behind for its end.
 */
public final class Suppression {
    private static final String LEAK = "leak:";
    private static final String KIND = "kind:";

    private final String rule;
    private int count;
    private Figures figures = Figures.ZERO;

    /** {@return whether a line is a rule: one of the two words with a pattern behind it} */
    public static boolean isRule(String line) {
        return (line.startsWith(LEAK) && line.length() > LEAK.length())
                || (line.startsWith(KIND) && line.length() > KIND.length());
    }

    Suppression(String rule) {
        this.rule = rule;
    }

    /** {@return the rule as it was written} */
    public String rule() {
        return rule;
    }

    /** {@return how many suspects it has taken away, or would have taken if no rule before it had} */
    public int count() {
        return count;
    }

    /** {@return what these suspects hold} */
    public Figures figures() {
        return figures;
    }

    /** {@return whether the rule matches; if it does, that is counted} */
    boolean takes(Suspect suspect, List<SiteStack> stacks) {
        if (!matches(suspect, stacks)) {
            return false;
        }
        count++;
        figures = figures.plus(suspect.figures());
        return true;
    }

    private boolean matches(Suspect suspect, List<SiteStack> stacks) {
        Site site = suspect.judgement().site();
        if (rule.startsWith(KIND)) {
            return matches(rule.substring(KIND.length()), site.kind());
        }
        if (!rule.startsWith(LEAK)) {
            return false;
        }
        String pattern = rule.substring(LEAK.length());
        if (matchesFrame(pattern, site.callSite()) || matchesFrame(pattern, suspect.culprit())) {
            return true;
        }
        for (SiteStack stack : stacks) {
            if (!matchesAny(pattern, stack.frames())) {
                return false; // what comes through other callers is still a suspect
            }
        }
        return !stacks.isEmpty();
    }

    private static boolean matchesAny(String pattern, List<Frame> frames) {
        for (Frame frame : frames) {
            if (matchesFrame(pattern, frame)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matchesFrame(String pattern, @Nullable Frame frame) {
        return frame != null
                && (matches(pattern, frame.className() + "." + frame.methodName())
                        || (frame.fileName() != null && matches(pattern, frame.fileName())));
    }

    static boolean matches(String pattern, String name) {
        boolean fromBegin = pattern.startsWith("^");
        boolean toEnd = pattern.length() > (fromBegin ? 1 : 0) && pattern.endsWith("$");
        int start = fromBegin ? 1 : 0;
        int end = pattern.length() - (toEnd ? 1 : 0);
        int at = 0;
        boolean fixed = fromBegin;
        while (start <= end) {
            int star = pattern.indexOf('*', start);
            boolean last = star < 0 || star >= end;
            String part = pattern.substring(start, last ? end : star);
            int found = last && toEnd && !fixed ? name.length() - part.length() : name.indexOf(part, at);
            if (found < at || (fixed && found != at) || !name.startsWith(part, found)) {
                return false;
            }
            at = found + part.length();
            if (last) {
                return !toEnd || at == name.length();
            }
            fixed = false;
            start = star + 1;
        }
        return true;
    }
}
