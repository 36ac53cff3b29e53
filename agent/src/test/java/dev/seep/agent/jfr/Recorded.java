// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.jfr;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jfr.EventType;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** What one recording of this JVM held. */
final class Recorded {
    private final Path file;

    private Recorded(Path file) {
        this.file = file;
    }

    /** Runs {@code action} while a recording with {@code settings} runs, and keeps what it recorded. */
    static Recorded during(Map<String, String> settings, Runnable action) {
        try (Recording recording = new Recording()) {
            recording.setSettings(settings);
            recording.start();
            action.run();
            recording.stop();
            Path file = Files.createTempFile("seep", ".jfr");
            file.toFile().deleteOnExit();
            recording.dump(file);
            return new Recorded(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the events named {@code name}, oldest first} */
    List<RecordedEvent> events(String name) {
        try {
            return RecordingFile.readAllEvents(file).stream()
                    .filter(event -> event.getEventType().getName().equals(name))
                    .collect(Collectors.toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the description of the event named {@code name}, as the file holds it} */
    EventType eventType(String name) {
        try (RecordingFile recording = new RecordingFile(file)) {
            return recording.readEventTypes().stream()
                    .filter(type -> type.getName().equals(name))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the recording's file} */
    Path file() {
        return file;
    }
}
