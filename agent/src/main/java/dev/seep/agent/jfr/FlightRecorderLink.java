// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.jfr;

import java.util.concurrent.atomic.AtomicBoolean;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import org.jspecify.annotations.Nullable;

/** Waits for Flight Recorder to come up, then registers the events and opens the recorder's way to them. */
final class FlightRecorderLink implements FlightRecorderListener {
    private final EventSinkSetter recorder;
    private final LiveBytesHook liveBytes;
    private final SiteHook sites;
    private final Runnable initialized;
    private final AtomicBoolean linked = new AtomicBoolean();
    private volatile @Nullable FlightEventSink sink;

    FlightRecorderLink(EventSinkSetter recorder, LiveFigures figures, SiteSource sites, Runnable initialized) {
        this.recorder = recorder;
        this.liveBytes = new LiveBytesHook(figures);
        this.sites = new SiteHook(sites, System::nanoTime);
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
        if (!linked.compareAndSet(false, true)) {
            return;
        }
        try {
            FlightRecorder.register(AllocationEvent.class);
            FlightRecorder.register(FreeEvent.class);
            FlightRecorder.register(LiveBytesEvent.class);
            FlightRecorder.register(SiteEvent.class);
            FlightRecorder.addPeriodicEvent(LiveBytesEvent.class, liveBytes);
            FlightRecorder.addPeriodicEvent(SiteEvent.class, sites);
            FlightEventSink newSink = new FlightEventSink();
            sink = newSink;
            recorder.setEventSink(newSink);
            initialized.run();
        } catch (Throwable t) { // would come out of the application's first call of JFR
            complain(t);
        }
    }

    /** Commits the sites and the live bytes a last time, if a recording wants them. */
    void emitSites() {
        if (sink != null) {
            liveBytes.run();
            sites.finish();
        }
    }

    /** {@return sampled events that were not committed because there were too many of them} */
    long droppedCount() {
        FlightEventSink current = sink;
        return current == null ? 0 : current.droppedCount();
    }

    private static void complain(Throwable problem) {
        System.err.println("[seep] cannot register JFR events: " + problem + " (recordings will lack them)");
    }
}
