// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import org.jspecify.annotations.Nullable;

/**
 * The verdict on one site.
 *
 * @param site the site
 * @param verdict what its generations say
 * @param confidence how sure that is, 0 to 1: 1 for a fact, at least 0.5 for {@link Verdict#LIKELY}, at most 0.5 for what may
 *     be a leak, 0 for what is none
 * @param evidence what the verdict rests on, or null where it needed none
 */
public record SiteJudgement(
        Site site,
        Verdict verdict,
        double confidence,
        @Nullable Evidence evidence) {}
