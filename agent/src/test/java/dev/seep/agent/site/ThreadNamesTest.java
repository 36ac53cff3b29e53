// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreadNamesTest {
    private final ThreadNames threadNames = new ThreadNames();

    @Test
    void name_isGivenOneNumberForGood() {
        int first = threadNames.indexOf("worker-1");
        int second = threadNames.indexOf("worker-2");

        assertThat(second).isNotEqualTo(first);
        assertThat(threadNames.indexOf("worker" + "-1".repeat(1))).isEqualTo(first);
        assertThat(threadNames.names()[first]).isEqualTo("worker-1");
        assertThat(threadNames.names()[second]).isEqualTo("worker-2");
        assertThat(threadNames.names()[ThreadNames.OTHER]).isNull();
    }

    @Test
    void emptyName_isAName() {
        assertThat(threadNames.indexOf("")).isNotEqualTo(ThreadNames.OTHER);
        assertThat(threadNames.names()[threadNames.indexOf("")]).isEmpty();
    }

    @Test
    void current_isTheCallingThreadsName_alsoWhereIdsShareAPlaceInTheCache() throws InterruptedException {
        assertThat(currentOn("north", 5)).isEqualTo(threadNames.indexOf("north"));
        assertThat(currentOn("south", 5 + 1024)).isEqualTo(threadNames.indexOf("south"));
        assertThat(currentOn("north", 5)).isEqualTo(threadNames.indexOf("north"));
        assertThat(currentOn("", 6)).isEqualTo(threadNames.indexOf(""));
    }

    private int currentOn(String name, long tid) throws InterruptedException {
        int[] index = new int[1];
        Thread thread = new Thread(() -> index[0] = threadNames.current(tid), name);
        thread.start();
        thread.join();
        return index[0];
    }

    @Test
    void current_ofAnIdThatIsCached_doesNotLookAtTheName() {
        int index = threadNames.current((1L << 47) + 3);
        Thread thread = Thread.currentThread();
        String name = thread.getName();
        thread.setName("renamed");
        try {
            assertThat(threadNames.current((1L << 47) + 3)).isEqualTo(index);
            assertThat(threadNames.current((1L << 47) + 3 + 1024)).isEqualTo(threadNames.indexOf("renamed"));
        } finally {
            thread.setName(name);
        }
    }

    @Test
    void namesOfEqualHash_areToldApart() {
        assertThat("AaAa".hashCode()).isEqualTo("BBBB".hashCode());

        int a = threadNames.indexOf("AaAa");
        int b = threadNames.indexOf("BBBB");
        int c = threadNames.indexOf("AaBB");

        assertThat(List.of(a, b, c)).doesNotHaveDuplicates();
        assertThat(threadNames.indexOf("AaBB")).isEqualTo(c);
    }

    @Test
    void millionsOfNumberedNames_shareOneOnceTheTableIsFull() {
        for (int i = 0; i < 100_000; i++) {
            threadNames.indexOf("pool-" + i + "-thread-1");
        }

        int early = threadNames.indexOf("pool-7-thread-1");
        int late = threadNames.indexOf("pool-99999-thread-1");

        assertThat(threadNames.names()[early]).isEqualTo("pool-7-thread-1");
        assertThat(threadNames.names()[late]).isEqualTo("pool-*-thread-*");
        assertThat(threadNames.indexOf("pool-1234567-thread-89")).isEqualTo(late);
        assertThat(threadNames.names()).hasSize(ThreadNames.EXACT + 2);
    }

    @Test
    void namesWithoutAnyOrder_endAsOther() {
        for (int i = 0; i < 30_000; i++) {
            threadNames.indexOf(letters(i));
        }

        assertThat(threadNames.indexOf(letters(29_999))).isEqualTo(ThreadNames.OTHER);
        assertThat(threadNames.indexOf(letters(20_000))).isNotEqualTo(ThreadNames.OTHER);
        assertThat(threadNames.names()).hasSize(ThreadNames.EXACT + ThreadNames.PATTERNS + 1);
    }

    @Test
    void overlongName_isCutOff() {
        String name = "n".repeat(100_000);

        int index = threadNames.indexOf(name);

        assertThat(threadNames.names()[index]).isEqualTo("n".repeat(128));
        assertThat(threadNames.indexOf(name + "x")).isEqualTo(index);
    }

    @ParameterizedTest
    @CsvSource({
        "pool-12-thread-345, pool-*-thread-*",
        "'', ''",
        "7, *",
        "main, main",
        "v2beta10x, v*beta*x",
    })
    void pattern_hasAStarForEachRunOfDigits(String name, String pattern) {
        assertThat(NamePattern.of(name)).isEqualTo(pattern);
        assertThat(NamePattern.matches(pattern, name)).isTrue();
        assertThat(NamePattern.matches(pattern + "x", name)).isFalse();
        assertThat(NamePattern.matches(pattern, name + "x")).isFalse();
        assertThat(NamePattern.hash(name)).isEqualTo(pattern.hashCode());
    }

    @Test
    void manyThreads_withTheSameNewNames_agreeOnTheirNumbers() throws InterruptedException {
        int names = 2000;
        List<int[]> seen = new ArrayList<>();
        List<Thread> running = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            int[] numbers = new int[names];
            seen.add(numbers);
            Thread thread = new Thread(() -> {
                for (int i = 0; i < names; i++) {
                    numbers[i] = threadNames.indexOf("name-" + i);
                }
            });
            running.add(thread);
            thread.start();
        }
        for (Thread thread : running) {
            thread.join();
        }

        String[] known = threadNames.names();
        for (int i = 0; i < names; i++) {
            for (int[] numbers : seen) {
                assertThat(numbers[i]).isEqualTo(seen.get(0)[i]);
            }
            assertThat(known[seen.get(0)[i]]).isEqualTo("name-" + i);
        }
    }

    private static String letters(int number) {
        StringBuilder text = new StringBuilder("request-");
        for (int rest = number; rest > 0; rest /= 26) {
            text.append((char) ('a' + rest % 26));
        }
        return text.toString();
    }
}
