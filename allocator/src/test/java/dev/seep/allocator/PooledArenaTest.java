// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PooledArenaTest {
    private final OffHeapAllocator allocator =
            OffHeapAllocator.builder().leakCheck(true).build();

    @AfterEach
    void close() {
        allocator.checkInvariants();
        allocator.close();
    }

    private Arena open(boolean shared, boolean zeroed) {
        return shared ? allocator.sharedPooledArena(zeroed) : allocator.pooledArena(zeroed);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void close_givesAllBlocksBack(boolean shared) {
        try (Arena arena = open(shared, false)) {
            for (int i = 0; i < 100; i++) {
                assertThat(arena.allocate(257 + i * 37, 64).address() % 64).isZero();
            }
            assertThat(allocator.stats().liveBlocks()).isEqualTo(100);
        }

        assertThat(allocator.stats().liveBlocks()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void smallBlocks_areCutFromChunksWithoutOverlap_andGivenBack(boolean shared) {
        int chunks = 19; // each has room for 15 pieces of 64 bytes; the first block is none
        try (Arena arena = open(shared, true)) {
            List<MemorySegment> segments = new ArrayList<>();
            for (int i = 0; i < 1 + chunks * 15; i++) {
                MemorySegment segment = arena.allocate(57, 1);
                assertThat(segment.mismatch(MemorySegment.ofArray(new byte[57])))
                        .isEqualTo(-1);
                assertThat(segment.address() % 16).isZero();
                segments.add(segment.fill((byte) i));
            }

            for (int i = 0; i < segments.size(); i++) {
                byte[] expected = new byte[57];
                Arrays.fill(expected, (byte) i);
                assertThat(segments.get(i).mismatch(MemorySegment.ofArray(expected)))
                        .isEqualTo(-1);
            }
            assertThat(allocator.stats().liveBlocks()).isEqualTo(1 + chunks);
            assertThat(allocator.stats().liveBytes()).isEqualTo(64 + chunks * 1024);
        }

        assertThat(allocator.stats().liveBlocks()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 16, 32, 128, 256, 512})
    void smallBlock_withAlignment_hasIt(long alignment) {
        try (Arena arena = allocator.pooledArena()) {
            for (int i = 0; i < 50; i++) {
                arena.allocate(i, 1);

                assertThat(arena.allocate(i, alignment).address() % alignment).isZero();
            }
        }
    }

    @Test
    void smallBlockOfAnArena_freedByItsAddress_isRefused() {
        try (Arena arena = allocator.pooledArena()) {
            arena.allocate(8);
            for (int i = 0; i < 30; i++) {
                long address = arena.allocate(48).address();

                assertThatIllegalArgumentException()
                        .isThrownBy(() -> allocator.free(address))
                        .withMessageContaining("inside of a block");
            }
        }
    }

    @Test
    void smallBlock_withoutMemory_isRefused_andTheOthersStay() {
        try (OffHeapAllocator small =
                OffHeapAllocator.builder().maxBytes(64 * 1024).build()) {
            try (Arena arena = small.pooledArena()) {
                MemorySegment first = arena.allocate(8);
                assertThatThrownBy(() -> {
                            while (true) {
                                arena.allocate(200).fill((byte) 1);
                            }
                        })
                        .isInstanceOf(OutOfMemoryError.class);

                first.set(ValueLayout.JAVA_LONG, 0, 1);
            }
            small.checkInvariants();
            assertThat(small.stats().liveBlocks()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void segment_afterClose_canNotBeUsed(boolean shared) {
        Arena arena = open(shared, false);
        MemorySegment segment = arena.allocate(8);
        segment.set(ValueLayout.JAVA_LONG, 0, 1);
        arena.close();

        assertThatIllegalStateException().isThrownBy(() -> segment.get(ValueLayout.JAVA_LONG, 0));
        assertThatIllegalStateException().isThrownBy(() -> arena.allocate(8));
        assertThatIllegalStateException().isThrownBy(arena::close);
        assertThat(arena.scope().isAlive()).isFalse();
        assertThat(allocator.stats().liveBlocks()).isZero();
    }

    @Test
    void confinedArena_usedByAnotherThread_isRefused() throws InterruptedException {
        List<Throwable> thrown = new ArrayList<>();
        try (Arena arena = allocator.pooledArena()) {
            MemorySegment segment = arena.allocate(8);
            Thread other = new Thread(() -> {
                thrown.add(catchThrowable(() -> arena.allocate(8)));
                thrown.add(catchThrowable(() -> segment.get(ValueLayout.JAVA_BYTE, 0)));
                thrown.add(catchThrowable(arena::close));
            });
            other.start();
            other.join();

            assertThat(allocator.stats().liveBlocks()).isEqualTo(1);
        }
        assertThat(thrown).hasSize(3).hasOnlyElementsOfType(WrongThreadException.class);
    }

    @Test
    void sharedArena_usedByAnotherThread_works() throws InterruptedException {
        AtomicReference<MemorySegment> segment = new AtomicReference<>();
        try (Arena arena = allocator.sharedPooledArena()) {
            Thread other = new Thread(() -> segment.set(arena.allocate(8)));
            other.start();
            other.join();

            segment.get().set(ValueLayout.JAVA_LONG, 0, 1);
        }
        assertThat(allocator.stats().liveBlocks()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void zeroedArena_afterDirtyOnes_givesZeros(boolean shared) {
        try (Arena arena = open(shared, false)) {
            arena.allocate(1000).fill((byte) 1);
        }
        try (Arena arena = open(shared, true)) {
            assertThat(arena.allocate(1000).mismatch(MemorySegment.ofArray(new byte[1000])))
                    .isEqualTo(-1);
        }
    }

    @Test
    void bounds_areThoseAskedFor() {
        try (Arena arena = allocator.pooledArena()) {
            MemorySegment segment = arena.allocate(10);

            assertThat(segment.byteSize()).isEqualTo(10);
            assertThatThrownBy(() -> segment.get(ValueLayout.JAVA_BYTE, 10))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThat(arena.allocateFrom("text").getString(0)).isEqualTo("text");
        }
    }

    @Test
    void arguments_outOfRange_areRefused() {
        try (Arena arena = allocator.pooledArena()) {
            assertThatIllegalArgumentException().isThrownBy(() -> arena.allocate(-1));
            assertThatIllegalArgumentException().isThrownBy(() -> arena.allocate(8, 3));
        }
    }
}
