// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.render;

import dev.seep.report.analysis.Suppression;
import java.util.List;

/** What the user's rules have taken from the suspects, and rules that were of no use. */
final class TextSuppressions {
    private TextSuppressions() {}

    /** Writes nothing where there are no rules. */
    static void write(TextPage page, List<Suppression> suppressions) {
        if (suppressions.isEmpty()) {
            return;
        }
        page.blank();
        page.line("Suppressions");
        for (Suppression suppression : suppressions) {
            String use = suppression.count() == 0
                    ? "warning: never used"
                    : TextPage.glued(Quantities.bytes(suppression.figures().liveBytes())) + " of "
                            + (suppression.count() == 1 ? "1 line" : Quantities.count(suppression.count()) + " lines");
            page.wrapped("  " + suppression.rule() + ": " + use, 4);
        }
    }
}
