// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.seep.allocator.os.FaultyPageSource;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random programs against a model; a program that fails is made smaller before it is shown. */
class RandomProgramsTest {
    private static final int PROGRAMS = 60;
    private static final int STEPS = 120;

    @Test
    void programs_withoutLimit_behaveAsTheModel() {
        runAll(() -> OffHeapAllocator.builder().leakCheck(true).build());
    }

    @Test
    void programs_withALimitAndNoDelay_behaveAsTheModel() {
        runAll(() -> OffHeapAllocator.builder()
                .maxBytes(3 << 20)
                .threadCacheBytes(64 << 10)
                .purgeDelay(Duration.ZERO)
                .leakCheck(true)
                .build());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 7})
    void programs_withEveryNthCallRefused_behaveAsTheModelAndLeaveNothingMapped(long n) {
        FaultyPageSource source = new FaultyPageSource();

        for (int seed = 0; seed < PROGRAMS / 4; seed++) {
            source.refuseEvery(n);
            OffHeapAllocator allocator = OffHeapAllocator.builder()
                    .source(source)
                    .purgeDelay(Duration.ZERO)
                    .build();
            new ModelRun(allocator).run(Program.random(seed, STEPS));
            source.refuseEvery(Long.MAX_VALUE);
            allocator.purge();
            allocator.close();
        }

        assertThat(source.refusals()).isPositive();
        assertThat(source.mappedBytes()).isZero();
    }

    private static void runAll(Supplier<OffHeapAllocator> allocators) {
        for (int seed = 0; seed < PROGRAMS; seed++) {
            Program program = Program.random(seed, STEPS);
            if (failure(program, allocators) != null) {
                Program smallest = program.shrunk(smaller -> failure(smaller, allocators) != null);
                fail("seed " + seed + ":" + smallest, failure(smallest, allocators));
            }
        }
    }

    private static Throwable failure(Program program, Supplier<OffHeapAllocator> allocators) {
        try (OffHeapAllocator allocator = allocators.get()) {
            new ModelRun(allocator).run(program);
            return null;
        } catch (AssertionError | RuntimeException e) {
            return e;
        }
    }
}
