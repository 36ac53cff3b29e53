// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.jfr;

import dev.seep.agent.record.EventSink;
import dev.seep.report.snapshot.Snapshot;
import java.util.concurrent.atomic.AtomicInteger;

/** The rest of the agent, as the events see it. One a JVM, because Flight Recorder forgets no event. */
final class FakeAgent implements EventSinkSetter, LiveFigures, SiteSource {
    private static final FakeAgent AGENT = new FakeAgent();

    final AtomicInteger initialized = new AtomicInteger();
    final AtomicInteger scans = new AtomicInteger();
    volatile EventSink sink = EventSink.NONE;
    final JfrEvents events = new JfrEvents(this, this, this, initialized::incrementAndGet);
    final boolean installed = events.install();

    static FakeAgent instance() {
        return AGENT;
    }

    @Override
    public void setEventSink(EventSink newSink) {
        sink = newSink;
    }

    @Override
    public int kindCount() {
        return 3;
    }

    @Override
    public String kind(int kind) {
        return new String[] {"direct", "mapped", "malloc"}[kind];
    }

    @Override
    public String layer(int kind) {
        return new String[] {"base", "mapped", "base"}[kind];
    }

    @Override
    public long liveBytes(int kind) {
        return new long[] {1_000_003, 524_287, 0}[kind];
    }

    @Override
    public long liveCount(int kind) {
        return new long[] {3, 1, 0}[kind];
    }

    @Override
    public long allocatedBytes(int kind) {
        return new long[] {2_000_003, 524_287, 0}[kind];
    }

    @Override
    public Snapshot snapshot() {
        scans.incrementAndGet();
        return TestSnapshots.exact();
    }
}
