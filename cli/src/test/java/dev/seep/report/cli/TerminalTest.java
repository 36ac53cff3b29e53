// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What people see on a terminal, and nobody else. */
final class TerminalTest {
    private static final long SECOND = 1_000_000_000;

    private final StringWriter written = new StringWriter();
    private final AtomicLong now = new AtomicLong();

    @Test
    void bar_whenReadingTakesOverASecond_isShownAndTakenAway() {
        ProgressBar bar = new ProgressBar(new PrintWriter(written), "reading a.jfr", now::get, () -> true);

        now.set(SECOND - 1);
        bar.at(0.4);
        assertThat(written.toString()).isEmpty();
        now.set(SECOND);
        bar.at(0.5);
        assertThat(written.toString()).isEqualTo("\r\u001b[Kreading a.jfr [###############---------------] 50%");
        bar.at(0.6);
        bar.close();
        assertThat(written.toString()).endsWith("50%\r\u001b[K");
    }

    @Test
    void bar_whereThereIsNoTerminal_isNotShown() {
        ProgressBar bar = new ProgressBar(new PrintWriter(written), "reading a.jfr", now::get, () -> false);

        now.set(5 * SECOND);
        bar.at(0.5);
        bar.close();

        assertThat(written.toString()).isEmpty();
    }

    @Test
    void colours_markHeadingsAndChanges_andLeaveTheRest() {
        assertThat(Colours.coloured("Lines\n  +  more\n  -  less\n     text\n"))
                .isEqualTo("\u001b[1mLines\u001b[0m\n"
                        + "\u001b[31m  +  more\u001b[0m\n"
                        + "\u001b[32m  -  less\u001b[0m\n"
                        + "     text\n");
    }
}
