// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.report.SnapshotBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarksTest {
    private static final int MIB = 1 << 20;

    private final Marks marks = new Marks();

    @Test
    void mark_ofANameThatThereIs_replacesIt() throws IOException {
        assertThat(marks.keep("a", ofCommand("one"))).isTrue();
        assertThat(marks.keep("a", ofCommand("two"))).isTrue();

        assertThat(commandOf("a")).isEqualTo("two");
        assertThat(marks.encoded()).hasSize(1);
        assertThat(marks.forget("a")).isTrue();
        assertThat(marks.forget("a")).isFalse();
        assertThat(marks.get("a")).isNull();
    }

    @Test
    void marks_beyondThirtyTwo_pushOutTheOldest() throws IOException {
        for (int i = 0; i < 33; i++) {
            assertThat(marks.keep("mark " + i, ofCommand("command " + i))).isTrue();
        }

        assertThat(names()).hasSize(32).startsWith("mark 1", "mark 2").endsWith("mark 32");
        assertThat(marks.get("mark 0")).isNull();
        assertThat(commandOf("mark 32")).isEqualTo("command 32");
    }

    @Test
    void marks_beyondSixteenMebibytes_pushOutTheOldest_andAloneAreRefused() throws IOException {
        assertThat(marks.keep("six", ofBytes(6 * MIB))).isTrue();
        assertThat(marks.keep("seven", ofBytes(7 * MIB))).isTrue();
        assertThat(marks.keep("too large", ofBytes(17 * MIB))).isFalse();
        assertThat(names()).containsExactly("six", "seven");

        assertThat(marks.keep("eight", ofBytes(8 * MIB))).isTrue();

        assertThat(names()).containsExactly("seven", "eight");
    }

    private static Snapshot ofCommand(String command) {
        return new SnapshotBuilder().command(command).build();
    }

    private static Snapshot ofBytes(int bytes) {
        return new SnapshotBuilder().setting("out", "x".repeat(bytes)).build();
    }

    private String commandOf(String name) throws IOException {
        Snapshot snapshot = marks.get(name);
        return snapshot == null ? "none" : snapshot.process().command();
    }

    private List<String> names() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        SnapshotWriter writer = new SnapshotWriter(file);
        writer.write("", ofCommand("now"));
        for (byte[] mark : marks.encoded()) {
            writer.append(mark);
        }
        return SnapshotReader.read(new ByteArrayInputStream(file.toByteArray())).marks().stream()
                .map(SnapshotFile.Mark::name)
                .toList();
    }
}
