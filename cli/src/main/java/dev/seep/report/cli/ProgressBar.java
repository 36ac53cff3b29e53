// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.cli;

import dev.seep.report.input.Progress;
import java.io.Console;
import java.io.PrintWriter;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * A bar on standard error, for what takes longer than a second. Confined to one thread.
 *
 * <p>Shown on a terminal only, and taken away when it is closed.
 */
final class ProgressBar implements Progress, AutoCloseable {
    private static final long PATIENCE_NANOS = 1_000_000_000;
    private static final long REDRAW_NANOS = 100_000_000;
    private static final int WIDTH = 30;
    private static final String CLEAR = "\r\u001b[K";

    private final PrintWriter out;
    private final String title;
    private final LongSupplier nanoTime;
    private final boolean terminal;
    private final long start;
    private long drawn;
    private boolean shown;

    ProgressBar(PrintWriter out, String title) {
        this(out, title, System::nanoTime, ProgressBar::isTerminal);
    }

    ProgressBar(PrintWriter out, String title, LongSupplier nanoTime, BooleanSupplier terminal) {
        this.out = out;
        this.title = title;
        this.nanoTime = nanoTime;
        this.terminal = terminal.getAsBoolean();
        start = nanoTime.getAsLong();
        drawn = start + PATIENCE_NANOS - REDRAW_NANOS;
    }

    @SuppressWarnings("SystemConsoleNull") // of an older JDK it is null
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (ReflectiveOperationException e) {
            return true; // before JDK 22 there is a console on a terminal only
        }
    }

    @Override
    public void at(double share) {
        long now = nanoTime.getAsLong();
        if (!terminal || now - drawn < REDRAW_NANOS) {
            return;
        }
        drawn = now;
        shown = true;
        int done = (int) Math.round(WIDTH * Math.max(0, Math.min(1, share)));
        out.print(CLEAR + title + " [" + "#".repeat(done) + "-".repeat(WIDTH - done) + "] "
                + Math.round(100 * Math.max(0, Math.min(1, share))) + "%");
        out.flush();
    }

    @Override
    public void close() {
        if (shown) {
            out.print(CLEAR);
            out.flush();
            shown = false;
        }
    }
}
