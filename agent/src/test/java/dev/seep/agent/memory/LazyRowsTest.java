// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import jdk.internal.misc.Unsafe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LazyRowsTest {
    private static final Unsafe UNSAFE = Unsafe.getUnsafe();

    private final LazyRows rows = new LazyRows(100, 24);

    @AfterEach
    void free() {
        rows.free();
    }

    @Test
    void row_isMadeWhenItIsAskedFor_andStaysWhereItIs() {
        assertThat(rows.find(17)).isZero();

        long row = rows.findOrMake(17);

        assertThat(row).isNotZero();
        assertThat(rows.find(17)).isEqualTo(row);
        assertThat(rows.findOrMake(17)).isEqualTo(row);
        assertThat(rows.find(16)).as("of the same segment").isEqualTo(row - 24);
        assertThat(rows.find(15)).as("of another segment").isZero();
    }

    @Test
    void newRow_isZero() {
        long row = rows.findOrMake(99);

        for (int offset = 0; offset < 24; offset += 8) {
            assertThat(UNSAFE.getLong(row + offset)).isZero();
        }
    }

    @Test
    void rowBeyondTheLast_isNone() {
        assertThat(rows.findOrMake(100)).isZero();
        assertThat(rows.memoryBytes()).isZero();
    }

    @Test
    void memory_isThatOfTheDirectoryAndOfSegmentsInUse_andGivenBack() {
        long before = OwnMemory.usedBytes();

        rows.findOrMake(0);
        rows.findOrMake(7);
        rows.findOrMake(99);

        assertThat(rows.memoryBytes()).isEqualTo(13 * 8 + 2 * 8 * 24);
        assertThat(OwnMemory.usedBytes()).isEqualTo(before + rows.memoryBytes());
        rows.free();
        assertThat(OwnMemory.usedBytes()).isEqualTo(before);
        assertThat(rows.find(0)).isZero();
        assertThat(rows.findOrMake(0)).as("as new").isNotZero();
    }

    @Test
    void manyThreads_thatMakeTheSameRows_findTheSame() throws InterruptedException {
        for (int round = 0; round < 50; round++) {
            LazyRows shared = new LazyRows(100, 24);
            List<long[]> seen = new ArrayList<>();
            List<Thread> running = new ArrayList<>();
            CountDownLatch start = new CountDownLatch(1);
            for (int t = 0; t < 4; t++) {
                long[] addresses = new long[100];
                seen.add(addresses);
                Thread thread = new Thread(() -> {
                    awaitUninterruptibly(start);
                    for (int row = 0; row < 100; row++) {
                        addresses[row] = shared.findOrMake(row);
                    }
                });
                running.add(thread);
                thread.start();
            }
            start.countDown();
            for (Thread thread : running) {
                thread.join();
            }

            assertThat(seen)
                    .allSatisfy(addresses -> assertThat(addresses)
                            .isEqualTo(seen.get(0))
                            .doesNotContain(0)
                            .doesNotHaveDuplicates());
            shared.free();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
