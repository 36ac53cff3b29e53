// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterPatternsTest {
    private static final StackTraceElement[] STACK = {frame("java.nio.ByteBuffer"), frame("com.acme.Codec")};

    @ParameterizedTest
    @CsvSource({
        "com.acme.*, com.acme.Codec, true",
        "com.acme.*, com.acme., true",
        "com.acme.*, org.acme.Codec, false",
        "*Codec, com.acme.Codec, true",
        "*acme*, com.acme.Codec, true",
        "com.acme.Codec, com.acme.Codec, true",
        "com.acme.Codec, com.acme.Codec2, false",
        "com.acme.Codec2, com.acme.Codec, false",
        "*, com.acme.Codec, true",
        "a*b*c, aXbYbZc, true",
        "a*b*c, aXbYbZ, false",
    })
    void pattern_matchesWholeNames(String pattern, String name, boolean matches) {
        assertThat(FilterPatterns.matches(pattern, name)).isEqualTo(matches);
    }

    @Test
    void patternOfManyStars_isNotSlow() {
        String pattern = "*a".repeat(200) + "b";
        String name = "a".repeat(5000);

        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(FilterPatterns.matches(pattern, name)).isFalse());
    }

    @Test
    void noPatterns_keepEverything() {
        FilterPatterns all = new FilterPatterns("", "");

        assertThat(all.keepsStack(STACK)).isTrue();
        assertThat(all.keepsAllThreads()).isTrue();
        assertThat(all.keepsThread("main")).isTrue();
    }

    @Test
    void include_keepsStacksWithSuchAClassOnly() {
        assertThat(new FilterPatterns("com.acme.*+org.*", "").keepsStack(STACK)).isTrue();
        assertThat(new FilterPatterns("org.*", "").keepsStack(STACK)).isFalse();
    }

    @Test
    void exclude_outweighsInclude() {
        assertThat(new FilterPatterns("com.acme.*", "java.nio.*").keepsStack(STACK))
                .isFalse();
    }

    @Test
    void threadPatterns_areForThreadsOnly() {
        FilterPatterns workers = new FilterPatterns("thread:worker-*", "thread:worker-7");

        assertThat(workers.keepsStack(STACK)).isTrue();
        assertThat(workers.keepsAllThreads()).isFalse();
        assertThat(workers.keepsThread("worker-1")).isTrue();
        assertThat(workers.keepsThread("worker-7")).isFalse();
        assertThat(workers.keepsThread("main")).isFalse();
    }

    private static StackTraceElement frame(String className) {
        return new StackTraceElement(className, "method", "File.java", 1);
    }
}
