// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.fork;

import dev.seep.integration.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.assertj.core.api.Assertions;

/**
 * What a JVM left behind.
 *
 * @param folder where its files are
 * @param exitCode its exit code
 * @param out what it printed to standard output
 * @param err what it printed to standard error
 */
public record EndedJvm(Path folder, int exitCode, String out, String err) {
    private static final String OURS = "[seep] ";
    private static final String TITLE = "off-heap memory";

    /** {@return the JSON report, whose sums have been checked} */
    public Report report() throws IOException {
        Assertions.assertThat(folder.resolve("report.json"))
                .as("report of %s", this)
                .exists();
        return Report.read(folder.resolve("report.json"));
    }

    /** {@return whether there is a JSON report} */
    public boolean hasReport() {
        return Files.exists(folder.resolve("report.json"));
    }

    /** {@return the events of one type in the recording} */
    public List<RecordedEvent> events(String type) throws IOException {
        return RecordingFile.readAllEvents(folder.resolve("recording.jfr")).stream()
                .filter(event -> event.getEventType().getName().equals(type))
                .toList();
    }

    /** {@return the lines on standard error that the agent signed, without the title of its report} */
    public List<String> agentLines() {
        return err.lines()
                .filter(line -> line.startsWith(OURS) && !line.contains(TITLE))
                .toList();
    }

    /** {@return the number that the program printed as {@code name=number}} */
    public long said(String name) {
        return out.lines()
                .filter(line -> line.startsWith(name + "="))
                .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the program did not say " + name + ": " + this));
    }

    @Override
    public String toString() {
        return "folder=" + folder + ", exitCode=" + exitCode + "\n--- out\n" + out + "--- err\n" + err;
    }
}
