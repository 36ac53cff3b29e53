// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import dev.seep.report.snapshot.Figures;
import java.util.Comparator;

/**
 * Orders by live bytes and then by allocated bytes, descending.
 *
 * <p>The orders of this package are classes, not lambdas: linking the first lambda takes milliseconds, in a JVM that is
 * ending.
 */
final class LargestFirst {
    private LargestFirst() {}

    static int compare(Figures one, Figures other) {
        int byLive = Long.compare(other.liveBytes(), one.liveBytes());
        return byLive != 0 ? byLive : Long.compare(other.allocatedBytes(), one.allocatedBytes());
    }

    /** Orders stacks. */
    static final class Stacks implements Comparator<SiteStack> {
        @Override
        public int compare(SiteStack one, SiteStack other) {
            return LargestFirst.compare(one.figures(), other.figures());
        }
    }

    /** Orders sites; equal ones by name, so that the order is always the same. */
    static final class Sites implements Comparator<Site> {
        @Override
        public int compare(Site one, Site other) {
            int byFigures = LargestFirst.compare(one.figures(), other.figures());
            return byFigures != 0 ? byFigures : name(one).compareTo(name(other));
        }

        private static String name(Site site) {
            StringBuilder name = new StringBuilder(site.kind()).append(' ').append(site.rest());
            if (site.callSite() != null) {
                name.append(site.callSite().className())
                        .append('.')
                        .append(site.callSite().methodName());
                name.append(':').append(site.callSite().line());
            }
            return name.toString();
        }
    }

    /** Orders sites by allocated bytes, and equal ones as {@link Sites} does. */
    static final class Allocators implements Comparator<Site> {
        private final Sites byLive = new Sites();

        @Override
        public int compare(Site one, Site other) {
            int byBytes =
                    Long.compare(other.figures().allocatedBytes(), one.figures().allocatedBytes());
            return byBytes != 0 ? byBytes : byLive.compare(one, other);
        }
    }
}
