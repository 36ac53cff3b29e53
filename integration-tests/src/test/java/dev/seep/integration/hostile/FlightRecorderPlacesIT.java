// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.hostile;

import dev.seep.integration.fork.EndedJvm;
import dev.seep.integration.fork.EveryJdk;
import dev.seep.integration.fork.ForkedJvm;
import dev.seep.integration.fork.Jdk;
import java.util.concurrent.CountDownLatch;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.Recording;

/** Allocations inside the flight recorder's callbacks, where its locks are held. */
class FlightRecorderPlacesIT {
    @EveryJdk
    void periodicEvent_isReported(Jdk jdk) throws Exception {
        EndedJvm jvm = ForkedJvm.on(jdk).withAgent("interval=1").run(InPeriodicEvents.class);

        Leak.check(jvm, InPeriodicEvents.class, "tick", jvm.said("ticks"));
    }

    @EveryJdk
    void listener_isReported(Jdk jdk) throws Exception {
        EndedJvm jvm = ForkedJvm.on(jdk).withAgent("interval=1").run(InListeners.class);

        Leak.check(jvm, InListeners.Leaking.class, "recorderInitialized", 1);
        Leak.check(jvm, InListeners.Leaking.class, "recordingStateChanged", jvm.said("changes"));
    }

    /** Leaks a block in each callback of a periodic event. */
    static final class InPeriodicEvents {
        private static final CountDownLatch TICKS = new CountDownLatch(5);
        private static long ticks;

        public static void main(String[] args) throws InterruptedException {
            Runnable callback = InPeriodicEvents::tick;
            FlightRecorder.addPeriodicEvent(Tick.class, callback);
            try (Recording recording = new Recording()) {
                recording.start();
                TICKS.await();
                FlightRecorder.removePeriodicEvent(callback);
                recording.stop();
            }
            System.out.println("ticks=" + ticks);
        }

        private static synchronized void tick() {
            Leak.block();
            ticks++;
            new Tick().commit();
            TICKS.countDown();
        }
    }

    /** Carries nothing. */
    @Name("seep.test.Tick")
    @Period("10 ms")
    static final class Tick extends Event {}

    /** Leaks a block whenever the state of the recorder or of a recording changes. */
    static final class InListeners {
        public static void main(String[] args) {
            Leaking listener = new Leaking();
            FlightRecorder.addListener(listener);
            try (Recording recording = new Recording()) {
                recording.start();
                recording.stop();
            }
            FlightRecorder.removeListener(listener);
            System.out.println("changes=" + listener.changes);
        }

        private static final class Leaking implements FlightRecorderListener {
            private long changes;

            @Override
            public void recorderInitialized(FlightRecorder recorder) {
                Leak.block();
            }

            @Override
            public void recordingStateChanged(Recording recording) {
                Leak.block();
                changes++;
            }
        }
    }
}
