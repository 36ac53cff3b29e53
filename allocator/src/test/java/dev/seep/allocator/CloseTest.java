// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.allocator.os.FaultyPageSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Threads that use an allocator while another one closes it. They do not touch their blocks, whose memory is gone. */
class CloseTest {
    private static final int ROUNDS = 60;

    @Test
    void close_whileThreadsAllocateFreeAndPurge_isRefusedToThemAndUnmapsAll() throws Exception {
        FaultyPageSource source = new FaultyPageSource();
        for (int round = 0; round < ROUNDS; round++) {
            OffHeapAllocator allocator = OffHeapAllocator.builder()
                    .name("closing")
                    .source(source)
                    .purgeDelay(Duration.ZERO)
                    .build();
            ConcurrentLinkedQueue<Throwable> thrown = new ConcurrentLinkedQueue<>();
            CountDownLatch started = new CountDownLatch(4);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                int index = i;
                threads.add(Thread.ofPlatform().start(() -> use(allocator, index, started, thrown)));
            }
            started.await();
            allocator.close();
            for (Thread thread : threads) {
                thread.join();
            }

            assertThat(thrown)
                    .hasSize(4)
                    .allSatisfy(t -> assertThat(t)
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessage("allocator is closed: name=closing"));
            assertThat(source.mappedBytes()).isZero();
        }
    }

    private static void use(
            OffHeapAllocator allocator, int index, CountDownLatch started, ConcurrentLinkedQueue<Throwable> thrown) {
        try {
            for (int i = 0; true; i++) {
                long small = allocator.allocate(16L << i % 13);
                long large = allocator.allocate(70_000L + 1000 * (i % 2000));
                if (i % 100 == index) {
                    allocator.purge();
                }
                if (i == 20) {
                    started.countDown();
                }
                allocator.free(large);
                allocator.free(small);
            }
        } catch (Throwable t) {
            thrown.add(t);
        }
    }
}
