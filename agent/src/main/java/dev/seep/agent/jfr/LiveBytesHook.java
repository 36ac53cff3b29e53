// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.jfr;

/** Commits one {@code seep.LiveBytes} a kind; JFR runs it once a period while the event is enabled. */
final class LiveBytesHook implements Runnable {
    private final LiveFigures figures;

    LiveBytesHook(LiveFigures figures) {
        this.figures = figures;
    }

    @Override
    public void run() {
        try {
            int kinds = figures.kindCount();
            for (int kind = 0; kind < kinds; kind++) {
                commit(kind);
            }
        } catch (Throwable t) {
            // JFR would log it, as a warning on the application's standard output
        }
    }

    private void commit(int kind) {
        long allocatedBytes = figures.allocatedBytes(kind);
        if (allocatedBytes == 0) {
            return; // never used: a line of zeros in every chart
        }
        LiveBytesEvent event = new LiveBytesEvent();
        event.kind = figures.kind(kind);
        event.layer = figures.layer(kind);
        event.liveBytes = figures.liveBytes(kind);
        event.liveCount = figures.liveCount(kind);
        event.allocatedBytes = allocatedBytes;
        event.commit();
    }
}
