// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent;

import dev.seep.agent.exit.ExitSequence;
import dev.seep.agent.jfr.JfrEvents;
import dev.seep.agent.jfr.LiveFigures;
import dev.seep.agent.live.LiveTable;
import dev.seep.report.snapshot.Reason;

/** Connects the recorder with JFR, once JFR runs. */
final class JfrLink {
    private JfrLink() {}

    static void install(Tracking tracking, Reports reports, ExitSequence exit) {
        JfrEvents events = new JfrEvents(
                tracking.recorder()::sendEventsTo,
                new Figures(tracking),
                () -> reports.snapshots().take(Reason.DUMP),
                exit::holdBackJfr);
        if (events.install()) {
            tracking.connect(events);
            reports.beforeEnd(events::emitSites);
        }
    }

    /** The figures of every kind, from the tables' counters. */
    private record Figures(Tracking tracking) implements LiveFigures {
        @Override
        public int kindCount() {
            return tracking.kinds().count();
        }

        @Override
        public String kind(int id) {
            return tracking.kinds().name(id);
        }

        @Override
        public String layer(int id) {
            return tracking.kinds().layer(id).label();
        }

        @Override
        public long liveBytes(int id) {
            return tracking.totals().of(id, LiveTable.LIVE_BYTES);
        }

        @Override
        public long liveCount(int id) {
            return tracking.totals().of(id, LiveTable.LIVE_COUNT);
        }

        @Override
        public long allocatedBytes(int id) {
            return tracking.totals().of(id, LiveTable.ALLOCATED_BYTES);
        }
    }
}
