// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.jfr;

import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import org.jspecify.annotations.Nullable;

/** Waits for Flight Recorder to come up, then registers the events and opens the recorder's way to them. */
final class FlightRecorderLink implements FlightRecorderListener {
    private final EventSinkSetter recorder;
    private final LiveFigures figures;
    private final SiteSource siteSource;
    private final Runnable initialized;
    private boolean linked; // guarded by this
    private volatile @Nullable Linked events;

    /** What exists only once Flight Recorder is up: most JVMs never need these classes. */
    private record Linked(FlightEventSink sink, LiveBytesHook liveBytes, SiteHook sites) {}

    FlightRecorderLink(EventSinkSetter recorder, LiveFigures figures, SiteSource siteSource, Runnable initialized) {
        this.recorder = recorder;
        this.figures = figures;
        this.siteSource = siteSource;
        this.initialized = initialized;
    }

    /** {@return whether this JVM has a Flight Recorder to wait for} */
    boolean connect() {
        try {
            if (!FlightRecorder.isAvailable()) {
                return false;
            }
            FlightRecorder.addListener(this); // calls recorderInitialized() at once if it is up already
            return true;
        } catch (Throwable t) { // a security manager, or a JVM whose jdk.jfr is but a shell
            complain(t);
            return false;
        }
    }

    /**
     * Registers the events. JFR calls this while it holds the lock of its start, on the thread that made the first
     * recording, and before that recording runs.
     */
    @Override
    public void recorderInitialized(FlightRecorder flightRecorder) {
        if (!isFirst()) {
            return;
        }
        try {
            LiveBytesHook liveBytes = new LiveBytesHook(figures);
            SiteHook sites = new SiteHook(siteSource, System::nanoTime);
            FlightRecorder.register(AllocationEvent.class);
            FlightRecorder.register(FreeEvent.class);
            FlightRecorder.register(LiveBytesEvent.class);
            FlightRecorder.register(SiteEvent.class);
            FlightRecorder.addPeriodicEvent(LiveBytesEvent.class, liveBytes);
            FlightRecorder.addPeriodicEvent(SiteEvent.class, sites);
            FlightEventSink newSink = new FlightEventSink();
            StackProbe.probe(); // initialises it here, and not where the application's stack may be about to end
            events = new Linked(newSink, liveBytes, sites);
            recorder.setEventSink(newSink);
            initialized.run();
        } catch (Throwable t) { // would come out of the application's first call of JFR
            complain(t);
        }
    }

    private synchronized boolean isFirst() {
        boolean first = !linked;
        linked = true;
        return first;
    }

    /** Commits the sites and the live bytes a last time, if a recording wants them. */
    void emitSites() {
        Linked current = events;
        if (current != null) {
            current.liveBytes.run();
            current.sites.finish();
        }
    }

    /** {@return sampled events that were not committed because there were too many of them} */
    long droppedCount() {
        Linked current = events;
        return current == null ? 0 : current.sink.droppedCount();
    }

    private static void complain(Throwable problem) {
        System.err.println("[seep] cannot register JFR events: " + problem + " (recordings will lack them)");
    }
}
