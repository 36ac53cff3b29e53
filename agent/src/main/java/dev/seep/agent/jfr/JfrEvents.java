// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.jfr;

import org.jspecify.annotations.Nullable;

/**
 * Shows Flight Recorder what the agent sees, from the moment somebody starts Flight Recorder.
 *
 * <p>Thread-safe. This class can be loaded, and its methods called, in a JVM that lacks the module {@code jdk.jfr}.
 */
public final class JfrEvents {
    private final EventSinkSetter recorder;
    private final LiveFigures figures;
    private final SiteSource sites;
    private final Runnable recorderInitialized;

    // Only its methods touch jdk.jfr: the verifier does not load a class for being the type of a field.
    private volatile @Nullable FlightRecorderLink link;

    /**
     * Creates the events, known to nobody before {@link #install}.
     *
     * @param recorder is given its event sink once Flight Recorder is up
     * @param figures read once a second while {@code seep.LiveBytes} is enabled
     * @param sites asked at the end of each chunk while {@code seep.Site} is enabled
     * @param recorderInitialized run once when Flight Recorder comes up, after the events are registered
     */
    public JfrEvents(EventSinkSetter recorder, LiveFigures figures, SiteSource sites, Runnable recorderInitialized) {
        this.recorder = recorder;
        this.figures = figures;
        this.sites = sites;
        this.recorderInitialized = recorderInitialized;
    }

    /**
     * Starts to wait for Flight Recorder; if it is up already, the events are registered before this returns.
     *
     * @return false when there is none to wait for: the module {@code jdk.jfr} is absent, or this JVM is one that has no
     *     Flight Recorder
     */
    public boolean install() {
        if (!ModuleLayer.boot().findModule("jdk.jfr").isPresent()) {
            return false;
        }
        FlightRecorderLink newLink = new FlightRecorderLink(recorder, figures, sites, recorderInitialized);
        link = newLink;
        return newLink.connect();
    }

    /**
     * Commits {@code seep.LiveBytes} and {@code seep.Site} for the last time, if a recording wants them. To be called at
     * exit, before JFR writes its dump; the end of that chunk does not commit the sites again.
     */
    public void emitSites() {
        FlightRecorderLink current = link;
        if (current != null) {
            current.emitSites();
        }
    }

    /** {@return sampled events that were not committed because there were too many of them} */
    public long droppedCount() {
        FlightRecorderLink current = link;
        return current == null ? 0 : current.droppedCount();
    }
}
