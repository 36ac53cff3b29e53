// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.agent.record.EventSink;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.ObjectName;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Allocations where JFR holds its locks, or comes and goes. A deadlock is what these would show. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostilePlacesTest {
    private static final FakeAgent AGENT = FakeAgent.instance();

    @TempDir
    private Path folder;

    @BeforeAll
    static void startFlightRecorder() {
        new Recording().close();
    }

    @Test
    void allocation_inAListenerOfTheApplication_returns() {
        List<RecordingState> states = new ArrayList<>();
        FlightRecorderListener allocating = new FlightRecorderListener() {
            @Override
            public void recordingStateChanged(Recording recording) {
                allocateAndFree();
                states.add(recording.getState());
            }
        };
        FlightRecorder.addListener(allocating);
        try (Recording recording = new Recording()) {
            recording.start();
            recording.stop();
        } finally {
            FlightRecorder.removeListener(allocating);
        }

        assertThat(states).contains(RecordingState.RUNNING, RecordingState.STOPPED, RecordingState.CLOSED);
    }

    @Test
    void allocation_inAPeriodicCallbackOfTheApplication_isRecordedAtEachChunk() {
        Runnable allocating = HostilePlacesTest::allocateAndFree;
        FlightRecorder.addPeriodicEvent(ApplicationEvent.class, allocating);
        Recorded recorded;
        try {
            recorded = Recorded.during(Map.of(), () -> {});
        } finally {
            FlightRecorder.removePeriodicEvent(allocating);
        }

        assertThat(recorded.events("seep.Allocation").size()).isGreaterThanOrEqualTo(1);
        assertThat(recorded.events("seep.Free").size()).isGreaterThanOrEqualTo(1);
    }

    @Test
    void allocation_onManyThreadsWhileRecordingsComeAndGo_neverBlocks() throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        AtomicLong allocations = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Thread thread = new Thread(() -> {
                while (!ended.get()) {
                    allocateAndFree();
                    allocations.incrementAndGet();
                }
            });
            thread.start();
            threads.add(thread);
        }

        try (Recording first = new Recording()) {
            first.start();
            for (int i = 0; i < 20; i++) {
                try (Recording second = new Recording()) {
                    second.start(); // a new chunk
                    second.stop(); // another
                    second.dump(folder.resolve("second.jfr"));
                }
            }
            long allocationsBefore = allocations.get();
            while (allocations.get() == allocationsBefore) {
                Thread.onSpinWait();
            }
        } finally {
            ended.set(true);
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Test
    void recording_thatAnOperatorStartsLater_holdsTheEvents() throws Exception {
        Path file = folder.resolve("operator.jfr");

        diagnosticCommand("jfrStart", "name=operator");
        allocateAndFree();
        diagnosticCommand("jfrDump", "name=operator", "filename=" + file);
        diagnosticCommand("jfrStop", "name=operator");

        Set<String> names = new HashSet<>();
        for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
            names.add(event.getEventType().getName());
        }
        assertThat(names).contains("seep.Allocation", "seep.Free", "seep.Site");
        assertThat(AGENT.sink.wantsAllocations()).isFalse();
    }

    private static void allocateAndFree() {
        EventSink sink = AGENT.sink;
        sink.allocated(4096, 65_537, 65_537, "direct", "com.acme.Codec.read:42", EventSink.NOT_TIMED);
        sink.freed(4096, 65_537, 1, "direct");
    }

    private static void diagnosticCommand(String name, String... arguments) throws Exception {
        ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        name,
                        new Object[] {arguments},
                        new String[] {String[].class.getName()});
    }

    @Name("com.acme.Application")
    @Period("everyChunk")
    private static final class ApplicationEvent extends Event {}
}
