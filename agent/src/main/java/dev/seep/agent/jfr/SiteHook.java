// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.jfr;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Commits one {@code seep.Site} a site; JFR runs it at the end of each chunk while the event is enabled.
 *
 * <p>Thread-safe. JFR holds its locks while it runs this, so a program that dumps its recording in a loop must not get
 * a slow scan each time: rows that took long to compute are shown again until twenty times as long has passed.
 */
final class SiteHook implements Runnable {
    /**
     * Sites a chunk, by live bytes, and as many again by allocated bytes.
     *
     * <p>As many as a report lists. With stacks of 2 kB they are 400 kB at most, where a chunk is 12 MB.
     */
    static final int TOP = 100;

    /** How long a scan may take to be made for every chunk; JFR itself takes about that long to close one. */
    static final long FAST_SCAN_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final long SHARE_OF_TIME = 20; // as for epochs: a twentieth of the time is spent in scans, at most

    private final SiteSource source;
    private final LongSupplier nanoTime;
    private List<SiteRow> rows = List.of();
    private long rowsGoodUntilNanos;
    private boolean finished;

    SiteHook(SiteSource source, LongSupplier nanoTime) {
        this.source = source;
        this.nanoTime = nanoTime;
        rowsGoodUntilNanos = nanoTime.getAsLong();
    }

    @Override
    public synchronized void run() {
        if (finished) {
            return;
        }
        try {
            long startNanos = nanoTime.getAsLong();
            if (startNanos - rowsGoodUntilNanos >= 0) {
                scan(startNanos);
            }
            commitRows();
            if (nanoTime.getAsLong() - rowsGoodUntilNanos >= 0) {
                rows = List.of(); // not to be shown again
            }
        } catch (Throwable t) {
            // the recording lacks these sites; JFR would print a warning on the application's standard output
        }
    }

    /**
     * Commits the sites a last time; the chunk that JFR closes on its way out does not commit them again.
     *
     * <p>Called once the application has ended and before JFR dumps its recordings.
     */
    synchronized void finish() {
        if (!finished && new SiteEvent().isEnabled()) {
            rowsGoodUntilNanos = nanoTime.getAsLong();
            run();
            finished = true;
        }
    }

    private void scan(long startNanos) {
        rows = SiteRow.of(source.snapshot(), TOP);
        long endNanos = nanoTime.getAsLong();
        long scanNanos = endNanos - startNanos;
        rowsGoodUntilNanos = scanNanos > FAST_SCAN_NANOS ? endNanos + SHARE_OF_TIME * scanNanos : endNanos;
    }

    private void commitRows() {
        for (SiteRow row : rows) {
            commit(row);
        }
    }

    private static void commit(SiteRow row) {
        SiteEvent event = new SiteEvent();
        event.kind = row.kind();
        event.layer = row.layer();
        event.callSite = row.callSite();
        event.stack = row.stack();
        event.liveBytes = row.figures().liveBytes();
        event.liveCount = row.figures().liveCount();
        event.allocatedBytes = row.figures().allocatedBytes();
        event.allocatedCount = row.figures().allocatedCount();
        event.allocatorTime = row.allocatorNanos();
        event.exact = row.exact();
        event.errorBytes = row.errorBytes();
        event.rest = row.rest();
        event.commit();
    }
}
