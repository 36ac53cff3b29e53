// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.fork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

class CommandLineTest {
    @Test
    void options_flagsAndValues_areRead() {
        CommandLine options = parse("--quick", "--rounds", "3", "--jdk", "25,17");

        assertThat(options.has("quick")).isTrue();
        assertThat(options.number("rounds", 7)).isEqualTo(3);
        assertThat(options.numbers("jdk", "25")).containsExactly(25, 17);
    }

    @Test
    void options_leftOut_haveTheirDefault() {
        CommandLine options = parse();

        assertThat(options.has("quick")).isFalse();
        assertThat(options.number("rounds", 7)).isEqualTo(7);
    }

    @Test
    void options_unknown_areRefusedWithThoseThatAreKnown() {
        assertThatThrownBy(() -> parse("--round", "3"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown option, or no value: option=--round [--quick; with a value: --jdk, --rounds]");
    }

    @Test
    void options_valueMissing_areRefused() {
        assertThatThrownBy(() -> parse("--rounds")).isInstanceOf(IllegalArgumentException.class);
    }

    private static CommandLine parse(String... arguments) {
        return new CommandLine(arguments, Set.of("quick"), Set.of("rounds", "jdk"));
    }
}
