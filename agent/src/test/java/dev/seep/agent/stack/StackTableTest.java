// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Calls;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StackTableTest {
    private static final int KINDS = 3;
    private static final int KIND = 1;

    private final StackWalk walk = new RawStackWalk();
    private StackTable table = new StackTable(1000, 16, KINDS, StackFilter.ALL);

    @AfterEach
    void invariantsHold() {
        table.checkInvariants();
    }

    @Test
    void intern_ofTheSameStackTwice_givesOneId() {
        int[] ids = IntStream.range(0, 2)
                .map(i -> table.intern(Calls.here(walk::walk), KIND, KIND))
                .toArray();

        assertThat(ids[0]).isEqualTo(ids[1]).isEqualTo(2 * KINDS + 1);
        assertThat(table.size()).isEqualTo(2 * KINDS + 2);
    }

    @Test
    void intern_ofOneStackWithTwoKinds_givesTwoIds() {
        WalkedStack stack = Calls.here(walk::walk);

        int id = table.intern(stack, 0, 0);
        int other = table.intern(stack, KIND, KIND);

        assertThat(other).isNotEqualTo(id);
        assertThat(table.site(id)).isEqualTo(0);
        assertThat(table.site(other)).isEqualTo(KIND);
        assertThat(table.frames(other)).isEqualTo(table.frames(id));
    }

    @Test
    void frames_ofAnInternedStack_areThoseOfTheWalk() {
        WalkedStack stack = Calls.below(20, walk::walk);

        int id = table.intern(stack, KIND, KIND);

        assertThat(table.frames(id)).hasSize(16).isEqualTo(stack.decode(16));
    }

    @Test
    void callSite_ofAStack_isItsFirstFrameOutsideTheJdk() {
        int id = table.intern(Calls.here(walk::walk), KIND, KIND);

        assertThat(table.callSite(id)).startsWith("com.acme.Calls.here:").isSameAs(table.callSite(id));
    }

    @Test
    void intern_ofMoreStacksThanFit_givesTheUnknownIdAndCounts() {
        table = new StackTable(10, 64, KINDS, StackFilter.ALL);

        for (int i = 0; i < 13; i++) {
            int id = table.intern(Calls.below(i, walk::walk), KIND, KIND);

            assertThat(table.isUnknown(id)).isEqualTo(i >= 10);
        }
        assertThat(table.droppedCount()).isEqualTo(3);
        assertThat(table.size()).isEqualTo(2 * KINDS + 1 + 10);
        assertThat(table.count()).isEqualTo(10);
        assertThat(table.frames(table.unknownId(KIND))).isEmpty();
        assertThat(table.site(table.unknownId(KIND))).isEqualTo(KIND);
    }

    @Test
    void intern_ofAStackThatIsFilteredOut_givesTheFilteredIdAndAsksOnce() {
        int[] asked = new int[1];
        table = new StackTable(1000, 64, KINDS, frames -> {
            asked[0]++;
            return false;
        });

        for (int i = 0; i < 3; i++) {
            int id = table.intern(Calls.here(walk::walk), KIND, KIND);

            assertThat(table.isFiltered(id)).isTrue();
            assertThat(id).isEqualTo(table.filteredId(KIND));
            assertThat(table.site(id)).isEqualTo(KIND);
        }
        assertThat(asked[0]).isEqualTo(1);
    }

    @Test
    void intern_whenMemoryRunsOutInDecoding_givesTheUnknownIdOnce() {
        WalkedStack stack = Calls.here(walk::walk);
        WalkedStack failing = new WalkedStack() {
            @Override
            public @Nullable Throwable fillInStackTrace() {
                return null;
            }

            @Override
            public long hash(int depth) {
                return stack.hash(depth);
            }

            @Override
            public StackTraceElement[] decode(int depth) {
                throw new OutOfMemoryError("no room for frames");
            }
        };

        assertThat(table.intern(failing, KIND, KIND)).isEqualTo(table.unknownId(KIND));
        assertThat(table.intern(stack, KIND, KIND)).isEqualTo(2 * KINDS + 1);
        assertThat(table.droppedCount()).isEqualTo(1);
    }

    @Test
    void intern_ofEqualFramesUnderTwoHashes_givesOneId() {
        StackTraceElement[] frames = Calls.here(walk::walk).decode(16);

        int id = table.intern(new GivenStack(1, frames), KIND, KIND);
        int other = table.intern(new GivenStack(2, frames), KIND, KIND);

        assertThat(other).isEqualTo(id);
        assertThat(table.count()).isEqualTo(1);
    }

    @Test
    void addDrawn_toAStack_sumsWeights() {
        int id = table.intern(Calls.here(walk::walk), KIND, KIND);

        table.addDrawn(id, 1_000_003, 256);
        table.addDrawn(id, 7, 300);

        assertThat(table.allocatedBytes(id)).isEqualTo(1_000_010);
        assertThat(table.allocatedCount256(id)).isEqualTo(556);
        assertThat(table.allocatedSamples(id)).isEqualTo(2);
    }

    @Test
    void addDrawn_toAReservedId_sumsWeights() {
        table.addDrawn(table.unknownId(0), 13, 256);

        assertThat(table.allocatedBytes(table.unknownId(0))).isEqualTo(13);
    }

    @Test
    void clear_afterUse_forgetsStacksAndSums() {
        int id = table.intern(Calls.here(walk::walk), KIND, KIND);
        table.addDrawn(id, 5, 256);

        table.clear();

        assertThat(table.size()).isEqualTo(2 * KINDS + 1);
        assertThat(table.intern(Calls.here(walk::walk), KIND, KIND)).isEqualTo(id);
        assertThat(table.allocatedBytes(id)).isZero();
    }

    @Test
    void intern_ofThousandsOfStacks_givesEachItsOwnFrames() {
        table = new StackTable(1 << 16, 64, KINDS, StackFilter.ALL);
        int stacks = 1 << 14;
        int[] ids = new int[stacks];
        for (int i = 0; i < stacks; i++) {
            ids[i] = table.intern(new NumberedStack(i), KIND, KIND);
        }

        for (int i = 0; i < stacks; i++) {
            assertThat(table.intern(new NumberedStack(i), KIND, KIND)).isEqualTo(ids[i]);
            assertThat(table.frames(ids[i])).isEqualTo(new NumberedStack(i).decode(64));
        }
        assertThat(table.size()).isEqualTo(2 * KINDS + 1 + stacks);
    }

    @Test
    void intern_ofTheSameStacksOnManyThreads_givesEachOneIdAndLosesNoCount() throws Exception {
        table = new StackTable(1 << 16, 64, KINDS, StackFilter.ALL);
        int threads = 4;
        int stacks = 5000;
        int[][] ids = new int[threads][stacks];
        CountDownLatch start = new CountDownLatch(1);
        Thread[] started = new Thread[threads];
        for (int t = 0; t < threads; t++) {
            int[] mine = ids[t];
            started[t] = new Thread(() -> {
                await(start);
                for (int i = 0; i < stacks; i++) {
                    mine[i] = table.intern(new NumberedStack(i), KIND, KIND);
                    table.addDrawn(mine[i], 3, 256);
                }
            });
            started[t].start();
        }

        start.countDown();
        for (Thread thread : started) {
            thread.join();
        }

        for (int t = 1; t < threads; t++) {
            assertThat(ids[t]).isEqualTo(ids[0]);
        }
        assertThat(IntStream.of(ids[0]).distinct()).hasSize(stacks);
        assertThat(IntStream.of(ids[0])).allMatch(id -> table.allocatedBytes(id) == 3L * threads);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private record GivenStack(long given, StackTraceElement[] frames) implements WalkedStack {
        @Override
        public @Nullable Throwable fillInStackTrace() {
            return null;
        }

        @Override
        public long hash(int depth) {
            return given;
        }

        @Override
        public StackTraceElement[] decode(int depth) {
            return frames;
        }
    }
}
