// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightRecorderTest {
    private static final int MIB = 1 << 20;

    @TempDir
    Path folder;

    @Test
    void recording_whileAnAllocatorWorks_hasItsEvents() throws Exception {
        Path file = folder.resolve("allocator.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("seep.AllocatorOccupancy").with("period", "everyChunk");
            recording.start();
            try (OffHeapAllocator allocator =
                    OffHeapAllocator.builder().name("flown").maxBytes(50 * MIB).build()) {
                long kept = allocator.allocate(10 * MIB);
                allocator.free(allocator.allocate(5 * MIB));
                allocator.purge();
                assertThat(allocator.tryAllocate(45 * MIB)).isZero();
                recording.stop();
                recording.dump(file);
                allocator.free(kept);
            }
        }

        List<RecordedEvent> events = RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("seep.Allocator"))
                .filter(event -> event.getString("allocator").equals("flown"))
                .toList();
        assertThat(first(events, "seep.AllocatorMapping").getLong("size")).isEqualTo(64 * MIB);
        assertThat(first(events, "seep.AllocatorMapping").getBoolean("mapped")).isTrue();
        assertThat(first(events, "seep.AllocatorPurge").getLong("size")).isEqualTo(5 * MIB);
        RecordedEvent refusal = first(events, "seep.AllocatorRefusal");
        assertThat(refusal.getLong("size")).isEqualTo(45 * MIB);
        assertThat(refusal.getLong("committedBytes")).isEqualTo(10 * MIB);
        assertThat(refusal.getLong("maxBytes")).isEqualTo(50 * MIB);
        assertThat(events.stream()
                        .filter(event -> event.getEventType().getName().equals("seep.AllocatorOccupancy")))
                .anySatisfy(event -> assertThat(event.getLong("liveBytes")).isEqualTo(10 * MIB));
    }

    private static RecordedEvent first(List<RecordedEvent> events, String type) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals(type))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + type));
    }
}
