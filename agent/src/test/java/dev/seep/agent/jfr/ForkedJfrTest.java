// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.agent.record.EventSink;
import dev.seep.report.snapshot.Snapshot;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForkedJfrTest {
    @TempDir
    private Path folder;

    @Test
    void install_withoutTheModule_isRefusedAndLoadsNoneOfItsClasses() throws Exception {
        String output =
                Fork.run(List.of("--limit-modules", "java.base", "-Xlog:class+load=info:stdout"), InstallsOnly.class);

        assertThat(output).contains("installed=false dropped=0");
        assertThat(output).contains(JfrEvents.class.getName() + " ");
        assertThat(output).doesNotContain(" jdk.jfr.").doesNotContain(FlightRecorderLink.class.getName());
    }

    @Test
    void install_whileNobodyUsesJfr_startsNothing() throws Exception {
        String output = Fork.run(List.of("-Xlog:class+load=info:stdout"), InstallsOnly.class);

        assertThat(output).contains("installed=true dropped=0");
        assertThat(output)
                .doesNotContain(AllocationEvent.class.getName())
                .doesNotContain(FlightEventSink.class.getName())
                .doesNotContain("jdk.jfr.internal.PlatformRecording ");
    }

    @Test
    void install_inALoaderOfItsOwn_recordsAllEvents() throws Exception {
        String output = Fork.run(List.of(), RunsInItsOwnLoader.class);

        assertThat(output).contains("allocations=3 frees=2 liveBytes=2 sites=1");
    }

    @Test
    void install_afterJfrIsUp_recordsAllEvents() throws Exception {
        String output = Fork.run(List.of(), InstallsLate.class);

        assertThat(output).contains("allocations=3 frees=2 liveBytes=2 sites=1");
    }

    @Test
    void events_ofARecordingFromTheCommandLine_areInItsDump() throws Exception {
        Path file = folder.resolve("exit.jfr");

        Fork.run(List.of("-XX:StartFlightRecording:filename=" + file), AllocatesAndEnds.class);

        List<RecordedEvent> events = RecordingFile.readAllEvents(file);
        assertThat(count(events, "seep.Allocation")).isEqualTo(3);
        assertThat(count(events, "seep.LiveBytes")).isGreaterThanOrEqualTo(2);
        assertThat(count(events, "seep.Site")).isEqualTo(1);
    }

    @Test
    void install_whoseCallbackThrows_harmsNoRecording() throws Exception {
        String output = Fork.run(List.of(), InstallsABadCallback.class);

        assertThat(output).contains("[seep] cannot register JFR events: java.lang.IllegalStateException: of a test (");
        assertThat(output).contains("state=STOPPED");
    }

    private static long count(List<RecordedEvent> events, String name) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals(name))
                .count();
    }

    /** Installs the events and ends. */
    static final class InstallsOnly {
        public static void main(String[] args) {
            EventSinkSetter recorder = sink -> {};
            SiteSource sites = () -> {
                throw new IllegalStateException("nobody asked");
            };
            JfrEvents events = new JfrEvents(recorder, new NoFigures(), sites, () -> {});
            boolean installed = events.install();
            events.emitSites();
            System.out.println("installed=" + installed + " dropped=" + events.droppedCount());
        }
    }

    /** Makes a recording although what is to run when JFR comes up throws. */
    static final class InstallsABadCallback {
        public static void main(String[] args) {
            FakeAgent agent = FakeAgent.instance();
            Runnable callback = () -> {
                throw new IllegalStateException("of a test");
            };
            new JfrEvents(agent, agent, agent, callback).install();
            try (Recording recording = new Recording()) {
                recording.start();
                recording.stop();
                System.out.println("state=" + recording.getState());
            }
        }
    }

    /** Reports a few events in a recording and counts them in its file. */
    public static final class Records implements Runnable {
        @Override
        public void run() {
            FakeAgent agent = FakeAgent.instance();
            Recorded recorded = Recorded.during(Map.of("seep.LiveBytes#period", "endChunk"), () -> {
                for (int i = 0; i < 3; i++) {
                    agent.sink.allocated(4096 * i, 1, 1, "direct", "com.acme.A.b:3", EventSink.NOT_TIMED);
                }
                agent.sink.freed(4096, 1, 1, "direct");
                agent.sink.freed(8192, 1, 1, "direct");
            });
            System.out.println(
                    "allocations=" + recorded.events("seep.Allocation").size()
                            + " frees=" + recorded.events("seep.Free").size()
                            + " liveBytes=" + recorded.events("seep.LiveBytes").size()
                            + " sites=" + recorded.events("seep.Site").size());
        }
    }

    /** Does it in a loader whose parent is the platform loader, as the launcher has it. */
    static final class RunsInItsOwnLoader {
        public static void main(String[] args) throws Exception {
            URL[] urls = {
                Fork.pathOf(JfrEvents.class).toUri().toURL(),
                Fork.pathOf(Snapshot.class).toUri().toURL(),
                Fork.pathOf(Records.class).toUri().toURL()
            };
            try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
                Class<?> records = Class.forName(Records.class.getName(), true, loader);
                ((Runnable) records.getConstructor().newInstance()).run();
            }
        }
    }

    /** Does it where JFR was started before the agent. */
    static final class InstallsLate {
        public static void main(String[] args) {
            FlightRecorder.getFlightRecorder();
            try (Recording other = new Recording()) {
                other.start();
            }
            new Records().run();
        }
    }

    /** Allocates, tells of its sites and returns. */
    static final class AllocatesAndEnds {
        public static void main(String[] args) {
            FakeAgent agent = FakeAgent.instance();
            for (int i = 0; i < 3; i++) {
                agent.sink.allocated(4096 * i, 1, 1, "direct", "com.acme.A.b:3", EventSink.NOT_TIMED);
            }
            agent.events.emitSites();
        }
    }

    private static final class NoFigures implements LiveFigures {
        @Override
        public int kindCount() {
            return 0;
        }

        @Override
        public String kind(int kind) {
            return "";
        }

        @Override
        public String layer(int kind) {
            return "";
        }

        @Override
        public long liveBytes(int kind) {
            return 0;
        }

        @Override
        public long liveCount(int kind) {
            return 0;
        }

        @Override
        public long allocatedBytes(int kind) {
            return 0;
        }
    }
}
