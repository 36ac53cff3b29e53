// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.allocator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.allocator.OffHeapAllocator;
import dev.seep.integration.fork.EndedJvm;
import dev.seep.integration.fork.ForkedJvm;
import dev.seep.integration.program.Marks;
import dev.seep.integration.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.junit.jupiter.api.Test;

/** Blocks of the allocator after mixed traffic on four threads, against the program's own ledger. */
class AllocatorLedgerIT {
    @Test
    void mixedTraffic_reportEqualsLedger() throws Exception {
        check(AllocatorFork.withoutAgent().withAgent(""));
    }

    @Test
    void mixedTraffic_everyStackWalkedAndRecorded_reportEqualsLedger() throws Exception {
        check(AllocatorFork.withoutAgent().withAgent("interval=1").withRecording());
    }

    private static void check(ForkedJvm fork) throws Exception {
        EndedJvm jvm = fork.withJvmArgs("-Xmx512m").run(MixedTraffic.class);

        Report report = AllocatorFork.reportOf(jvm);
        assertThat(report.kind("seep").liveCount()).isEqualTo(jvm.said("count"));
        assertThat(report.kind("seep").liveBytes()).isEqualTo(jvm.said("bytes"));
        assertThat(report.kind("seep-span").liveBytes()).isEqualTo(jvm.said("mapped"));
        assertThat(report.siteAt("seep", MixedTraffic.class, "allocate")
                                .figures()
                                .liveCount()
                        + report.siteAt("seep", MixedTraffic.class, "reallocate")
                                .figures()
                                .liveCount())
                .isEqualTo(jvm.said("count"));
        assertThat(report.totals().unknownFreeCount()).isLessThan(10);
    }

    /** Blocks in places that four threads share: whoever takes one out of its place has it. */
    static final class MixedTraffic {
        private static final int THREADS = 4;
        private static final int STEPS = 100_000;
        private static final AtomicReferenceArray<Block> PLACES = new AtomicReferenceArray<>(2_000);
        private static final OffHeapAllocator ALLOCATOR = OffHeapAllocator.create();

        public static void main(String[] args) throws InterruptedException {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                SplittableRandom random = new SplittableRandom(i);
                Runnable traffic = () -> run(random);
                threads.add(i == 0 ? Thread.startVirtualThread(traffic) : new Thread(traffic));
            }
            threads.stream().filter(thread -> !thread.isVirtual()).forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            long count = 0;
            long bytes = 0;
            for (int i = 0; i < PLACES.length(); i++) {
                Block block = PLACES.get(i);
                count += block == null ? 0 : 1;
                bytes += block == null ? 0 : block.size();
            }
            Marks.say("count", count);
            Marks.say("bytes", bytes);
            Marks.say("mapped", ALLOCATOR.stats().mappedBytes());
        }

        private static void run(SplittableRandom random) {
            for (int i = 0; i < STEPS; i++) {
                int place = random.nextInt(PLACES.length());
                Block taken = PLACES.getAndSet(place, null);
                Block put = taken == null ? allocate(size(random)) : null;
                if (taken != null && random.nextInt(3) == 0) {
                    put = reallocate(taken, size(random));
                } else if (taken != null) {
                    ALLOCATOR.free(taken.address());
                }
                Block displaced = put == null ? null : PLACES.getAndSet(place, put);
                if (displaced != null) {
                    ALLOCATOR.free(displaced.address());
                }
            }
        }

        /** Mostly small, now and then a page or more, seldom a mapping of its own. */
        private static long size(SplittableRandom random) {
            int kind = random.nextInt(10_000);
            return kind < 2 ? random.nextLong(33L << 20, 80L << 20) : random.nextLong(kind < 100 ? 1 << 20 : 4_000);
        }

        private static Block allocate(long size) {
            return new Block(ALLOCATOR.allocate(size), size);
        }

        private static Block reallocate(Block block, long size) {
            return new Block(ALLOCATOR.reallocate(block.address(), size), size);
        }
    }

    private record Block(long address, long size) {}
}
