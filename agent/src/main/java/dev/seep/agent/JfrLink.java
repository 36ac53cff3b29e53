// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent;

import dev.seep.agent.exit.ExitSequence;
import dev.seep.agent.jfr.EventSinkSetter;
import dev.seep.agent.jfr.JfrEvents;
import dev.seep.agent.jfr.LiveFigures;
import dev.seep.agent.jfr.SiteSource;
import dev.seep.agent.live.LiveTable;
import dev.seep.agent.record.EventSink;
import dev.seep.report.snapshot.Reason;
import dev.seep.report.snapshot.Snapshot;

/** Connects the recorder with JFR, once JFR runs. */
final class JfrLink implements EventSinkSetter, SiteSource, Runnable {
    // Itself all that the events call, because a lambda or method reference costs a millisecond of the JVM's start.
    private final Tracking tracking;
    private final Reports reports;
    private final ExitSequence exit;

    private JfrLink(Tracking tracking, Reports reports, ExitSequence exit) {
        this.tracking = tracking;
        this.reports = reports;
        this.exit = exit;
    }

    static void install(Tracking tracking, Reports reports, ExitSequence exit) {
        JfrLink link = new JfrLink(tracking, reports, exit);
        JfrEvents events = new JfrEvents(link, new Figures(tracking), link, link);
        if (events.install()) {
            tracking.connect(events);
            reports.connect(events);
        }
    }

    @Override
    public void setEventSink(EventSink sink) {
        tracking.recorder().sendEventsTo(sink);
    }

    @Override
    public Snapshot snapshot() {
        return reports.snapshots().take(Reason.DUMP);
    }

    /** Flight Recorder is up. */
    @Override
    public void run() {
        exit.holdBackJfr();
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
            return tracking.siteTotals().read().ofKind(id, LiveTable.LIVE_BYTES);
        }

        @Override
        public long liveCount(int id) {
            return tracking.siteTotals().read().ofKind(id, LiveTable.LIVE_COUNT);
        }

        @Override
        public long allocatedBytes(int id) {
            return tracking.siteTotals().read().ofKind(id, LiveTable.ALLOCATED_BYTES);
        }
    }
}
