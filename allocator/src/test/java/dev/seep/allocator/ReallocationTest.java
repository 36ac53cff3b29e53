// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReallocationTest {
    private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
    private static final long MIB = 1 << 20;

    private final OffHeapAllocator allocator =
            OffHeapAllocator.builder().leakCheck(true).build();

    @AfterEach
    void close() {
        allocator.checkInvariants();
        allocator.close();
    }

    @Test
    void reallocate_addressZero_allocates() {
        long address = allocator.reallocate(0, 100);

        assertThat(allocator.usableSize(address)).isEqualTo(112);
        allocator.free(address);
    }

    @Test
    void reallocate_withinTheClass_stays() {
        long address = allocator.allocate(1000);

        assertThat(allocator.reallocate(address, 1024)).isEqualTo(address);
        assertThat(allocator.reallocate(address, 513)).isEqualTo(address);
        allocator.free(address);
    }

    @Test
    void reallocate_ofAFreeBlock_isRefused() {
        long address = allocator.allocate(1000);
        allocator.free(address);

        assertThatIllegalStateException().isThrownBy(() -> allocator.reallocate(address, 2000));
        assertThatIllegalStateException().isThrownBy(() -> allocator.tryReallocateInPlace(address, 2000));
    }

    @ParameterizedTest
    @ValueSource(longs = {16, 64, 1024, 4096})
    void vector_grownByDoublingTo100MiB_staysInPlaceInHalfOfItsSteps(long first) {
        int steps = 0;
        int inPlace = 0;
        long address = allocator.allocate(first);
        ALL.set(ValueLayout.JAVA_LONG, address, 4711);
        for (long size = 2 * first; size < 200 * MIB; size *= 2) {
            long grown = allocator.reallocate(address, Math.min(size, 100 * MIB));
            steps++;
            inPlace += grown == address ? 1 : 0;
            address = grown;
            assertThat(ALL.get(ValueLayout.JAVA_LONG, address)).isEqualTo(4711);
            allocator.checkInvariants();
        }

        assertThat(inPlace).as("of %d", steps).isGreaterThanOrEqualTo((steps + 1) / 2);
        allocator.free(address);
    }

    @ParameterizedTest
    @ValueSource(longs = {200_000, 20 * MIB, 100 * MIB})
    void shrinking_aLargeBlock_givesItsTailBack(long size) {
        long address = allocator.allocate(size);
        ALL.set(ValueLayout.JAVA_LONG, address, 4711);
        long before = allocator.stats().liveBytes();

        assertThat(allocator.reallocate(address, size / 2)).isEqualTo(address);

        assertThat(allocator.usableSize(address)).isBetween(size / 2, size / 2 + 8192);
        assertThat(allocator.stats().liveBytes()).isLessThan(before * 6 / 10);
        assertThat(ALL.get(ValueLayout.JAVA_LONG, address)).isEqualTo(4711);
        allocator.free(address);
    }

    @Test
    void shrinking_aSmallBlockBelowHalf_movesItToASmallerClass() {
        long address = allocator.allocate(1000);
        ALL.set(ValueLayout.JAVA_LONG, address, 4711);
        long shrunk = allocator.reallocate(address, 100);

        assertThat(allocator.usableSize(shrunk)).isEqualTo(112);
        assertThat(ALL.get(ValueLayout.JAVA_LONG, shrunk)).isEqualTo(4711);
        allocator.free(shrunk);
    }

    @Test
    void growing_aDirectBlock_movesItWithoutCopying() {
        long address = allocator.allocate(64 * MIB);
        for (long offset = 0; offset < 64 * MIB; offset += 4096) {
            ALL.set(ValueLayout.JAVA_LONG, address + offset, offset);
        }
        long grown = allocator.reallocate(address, 200 * MIB);

        for (long offset = 0; offset < 64 * MIB; offset += 4096) {
            assertThat(ALL.get(ValueLayout.JAVA_LONG, grown + offset)).isEqualTo(offset);
        }
        assertThat(allocator.stats().liveBytes()).isEqualTo(200 * MIB);
        assertThat(allocator.stats().residentBytes()).isEqualTo(200 * MIB);
        allocator.free(grown);
    }
}
