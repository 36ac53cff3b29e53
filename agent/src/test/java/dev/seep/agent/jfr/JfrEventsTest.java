// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.jfr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.seep.agent.record.EventSink;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JfrEventsTest {
    private static final FakeAgent AGENT = FakeAgent.instance();
    private static final Map<String, String> DEFAULTS = Map.of();

    @BeforeAll
    static void startFlightRecorder() {
        new Recording().close();
    }

    @Test
    void install_onceFlightRecorderIsUp_hasRunItsCallbackOnce() {
        new Recording().close();

        assertThat(AGENT.installed).isTrue();
        assertThat(AGENT.initialized).hasValue(1);
    }

    @Test
    void allocation_inARecordingWithDefaults_hasItsValuesAndAStack() {
        Recorded recorded = Recorded.during(
                DEFAULTS,
                () -> AGENT.sink.allocated(
                        0x7f00_1234_5000L, 65_537, 524_309, "direct", "com.acme.A.b:3", EventSink.NOT_TIMED));

        RecordedEvent event = onlyOne(recorded.events("seep.Allocation"));
        assertThat(event.getLong("address")).isEqualTo(0x7f00_1234_5000L);
        assertThat(event.getLong("size")).isEqualTo(65_537);
        assertThat(event.getLong("weight")).isEqualTo(524_309);
        assertThat(event.getString("kind")).isEqualTo("direct");
        assertThat(event.getString("callSite")).isEqualTo("com.acme.A.b:3");
        assertThat(event.getThread().getJavaName())
                .isEqualTo(Thread.currentThread().getName());
        assertThat(event.getStackTrace().getFrames())
                .anyMatch(frame -> frame.getMethod().getType().getName().equals(JfrEventsTest.class.getName()));
    }

    @Test
    void allocation_whereJfrCanFilterFrames_startsBelowTheAgent() {
        Recorded recorded = Recorded.during(
                DEFAULTS, () -> AGENT.sink.allocated(4096, 1, 1, "direct", "com.acme.A.b:3", EventSink.NOT_TIMED));

        RecordedEvent event = onlyOne(recorded.events("seep.Allocation"));
        String topClass =
                event.getStackTrace().getFrames().get(0).getMethod().getType().getName();
        boolean filters = Runtime.version().feature() >= 24; // jdk.jfr.events.StackFilter is new there
        assertThat(topClass).isEqualTo((filters ? JfrEventsTest.class : FlightEventSink.class).getName());
    }

    @Test
    void free_inARecordingWithDefaults_hasItsValuesAndNoStack() {
        Recorded recorded = Recorded.during(DEFAULTS, () -> AGENT.sink.freed(8192, 65_537, 1_234_567_891, "unsafe"));

        RecordedEvent event = onlyOne(recorded.events("seep.Free"));
        assertThat(event.getLong("address")).isEqualTo(8192);
        assertThat(event.getLong("size")).isEqualTo(65_537);
        assertThat(event.getDuration("lifetime").toNanos()).isEqualTo(1_234_567_891);
        assertThat(event.getString("kind")).isEqualTo("unsafe");
        assertThat(event.getStackTrace()).isNull();
    }

    @Test
    void liveBytes_atTheEndOfEachChunk_comeOncePerUsedKind() {
        Recorded recorded = Recorded.during(Map.of("seep.LiveBytes#period", "endChunk"), () -> {});

        assertThat(recorded.events("seep.LiveBytes"))
                .extracting(
                        event -> event.getString("kind"),
                        event -> event.getString("layer"),
                        event -> event.getLong("liveBytes"),
                        event -> event.getLong("liveCount"),
                        event -> event.getLong("allocatedBytes"))
                .containsExactlyInAnyOrder(
                        tuple("direct", "base", 1_000_003L, 3L, 2_000_003L),
                        tuple("mapped", "mapped", 524_287L, 1L, 524_287L));
    }

    @Test
    void sites_whenTheRecordingStops_haveTheirValues() {
        Recorded recorded = Recorded.during(DEFAULTS, () -> {});

        RecordedEvent site = onlyOne(recorded.events("seep.Site"));
        assertThat(site.getString("kind")).isEqualTo("direct");
        assertThat(site.getString("layer")).isEqualTo("base");
        assertThat(site.getString("callSite")).isEqualTo("com.acme.Codec.read:42");
        assertThat(site.getString("stack"))
                .isEqualTo("java.nio.ByteBuffer.allocateDirect:317\ncom.acme.Codec.read:42\ncom.acme.Main.main");
        assertThat(site.getLong("liveBytes")).isEqualTo(1_000_003);
        assertThat(site.getLong("liveCount")).isEqualTo(3);
        assertThat(site.getLong("allocatedBytes")).isEqualTo(2_000_003);
        assertThat(site.getLong("allocatedCount")).isEqualTo(5);
        assertThat(site.getBoolean("exact")).isTrue();
        assertThat(site.getLong("errorBytes")).isZero();
        assertThat(site.getBoolean("rest")).isFalse();
        assertThat(site.getStackTrace()).isNull();
    }

    @Test
    void sites_whenDisabled_areNotEvenComputed() {
        int scans = AGENT.scans.get();

        Recorded.during(Map.of("seep.Site#enabled", "false"), () -> {});

        assertThat(AGENT.scans).hasValue(scans);
    }

    @Test
    void wants_fromRecordingToRecording_followsTheSettings() {
        assertThat(AGENT.sink.wantsAllocations()).isFalse();
        assertThat(AGENT.sink.wantsFrees()).isFalse();
        try (Recording recording = new Recording()) {
            recording.start();
            assertThat(AGENT.sink.wantsAllocations()).isTrue();
            assertThat(AGENT.sink.wantsFrees()).isTrue();

            recording.disable("seep.Free");
            assertThat(AGENT.sink.wantsFrees()).isFalse();
            recording.disable("seep.Allocation");
            assertThat(AGENT.sink.wantsAllocations()).isFalse();

            recording.enable("seep.Allocation");
            assertThat(AGENT.sink.wantsAllocations()).isTrue();
            recording.stop();
            assertThat(AGENT.sink.wantsAllocations()).isFalse();
        }
    }

    @Test
    void allocated_withNoRecording_isNotCountedAsDropped() {
        long dropped = AGENT.events.droppedCount();

        for (int i = 0; i < 10_007; i++) {
            AGENT.sink.allocated(4096, 1, 1, "direct", "com.acme.A.b:3", EventSink.NOT_TIMED);
        }

        assertThat(AGENT.events.droppedCount()).isEqualTo(dropped);
    }

    @Test
    void allocated_moreOftenThanTheLimit_isDroppedAndCounted() {
        int attempts = 20_011;
        long dropped = AGENT.events.droppedCount();
        long[] elapsedNanos = new long[1];

        Recorded recorded = Recorded.during(DEFAULTS, () -> {
            long startNanos = System.nanoTime();
            for (int i = 0; i < attempts; i++) {
                AGENT.sink.allocated(4096, 1, 1, "direct", "com.acme.A.b:3", EventSink.NOT_TIMED);
            }
            elapsedNanos[0] = System.nanoTime() - startNanos;
        });

        int committed = recorded.events("seep.Allocation").size();
        assertThat(committed + AGENT.events.droppedCount() - dropped).isEqualTo(attempts);
        assertThat((double) committed)
                .isLessThanOrEqualTo(FlightEventSink.EVENTS_PER_SECOND * (1 + elapsedNanos[0] / 1e9));
    }

    @Test
    void freed_ofAllocationsThatWereWritten_areAllWrittenHoweverManyOthersAreFreed() {
        int blocks = 20_021;

        Recorded recorded = Recorded.during(DEFAULTS, () -> {
            for (int i = 0; i < blocks; i++) {
                AGENT.sink.allocated(4096L * i, 1, 1, "direct", "com.acme.A.b:3", EventSink.NOT_TIMED);
            }
            for (int i = blocks - 1; i >= 0; i--) { // the last were refused, and take all that the limit lets through
                AGENT.sink.freed(4096L * i, 1, 1, "direct");
            }
        });

        List<Long> written = addresses(recorded, "seep.Allocation");
        assertThat(written).isNotEmpty().hasSizeLessThan(blocks);
        assertThat(addresses(recorded, "seep.Free")).containsAll(written);
    }

    private static List<Long> addresses(Recorded recorded, String event) {
        return recorded.events(event).stream()
                .map(each -> each.getLong("address"))
                .collect(Collectors.toList());
    }

    private static <T> T onlyOne(List<T> list) {
        assertThat(list).hasSize(1);
        return list.get(0);
    }
}
