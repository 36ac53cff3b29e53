// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessMemoryTest {
    @TempDir
    private Path folder;

    @Test
    @EnabledOnOs(OS.LINUX)
    void rss_isAsTheKernelSaysElsewhere() throws IOException {
        long statusBytes = 0;
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                statusBytes = 1024 * Long.parseLong(line.replaceAll("\\D", ""));
            }
        }

        assertThat(new ProcessMemory().rssBytes()).isBetween(statusBytes * 9 / 10, statusBytes * 11 / 10);
    }

    @Test
    void secondNumber_isThatOfResidentPages() throws IOException {
        Path file = Files.writeString(folder.resolve("statm"), "1234567 4099 812 1 0 99 0\n");

        assertThat(new ProcessMemory(file.toString()).rssBytes() % 4099).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "123", "123 ", "123 x", "\n"})
    void fileOfAnotherForm_isUnknown(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("statm"), text);

        assertThat(new ProcessMemory(file.toString()).rssBytes()).isEqualTo(ProcessMemory.UNKNOWN);
    }

    @Test
    void missingFile_isUnknown() {
        ProcessMemory memory = new ProcessMemory(folder.resolve("none").toString());

        assertThat(memory.rssBytes()).isEqualTo(ProcessMemory.UNKNOWN);
        assertThat(memory.rssBytes()).isEqualTo(ProcessMemory.UNKNOWN);
    }
}
