// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without the agent: nothing happens, and every method says so. */
final class SeepWithoutAgentTest {
    @Test
    void calls_withoutAgent_doNothingAndSaySo(@TempDir Path folder) throws IOException {
        assertThat(Seep.isPresent()).isFalse();
        assertThat(Seep.mark("a")).isFalse();
        assertThat(Seep.since("a")).isEmpty();
        assertThat(Seep.forget("a")).isFalse();
        assertThat(Seep.report()).isEmpty();
        assertThat(Seep.snapshot(folder.resolve("a.seep"))).isFalse();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void mark_withoutAName_isRefused_withAndWithoutAgent() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Seep.mark(""))
                .withMessage("a mark must have a name: name=");
        assertThatIllegalArgumentException().isThrownBy(() -> Seep.since(""));
    }
}
