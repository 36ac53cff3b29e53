// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a program must not do, in places where it might go unnoticed. */
class MisuseTest {
    private static final long MIB = 1 << 20;

    private final OffHeapAllocator allocator =
            OffHeapAllocator.builder().name("tested").leakCheck(true).build();

    @AfterEach
    void close() {
        allocator.checkInvariants();
        allocator.close();
    }

    /** A block of one page is what sizes just below 0 would be rounded up to. */
    @ParameterizedTest
    @ValueSource(longs = {-1, -5, -8191, Long.MIN_VALUE})
    void allocate_negativeSizeWhileTheThreadKeepsAPage_isRefused(long size) {
        long onePage = allocator.allocate(100, 16 * 1024);
        allocator.free(onePage);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> allocator.allocate(size))
                .withMessage("size must not be negative: size=" + size);
        assertThatIllegalArgumentException().isThrownBy(() -> allocator.tryAllocate(size, 64));
        assertThatIllegalArgumentException().isThrownBy(() -> allocator.tryAllocate(size, 16 * 1024));
        assertThatIllegalArgumentException().isThrownBy(() -> allocator.tryAllocateZeroed(size));
        assertThat(allocator.stats().liveBlocks()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {100, 100_000, 50 * MIB})
    void reallocate_negativeSize_isRefusedAndChangesNothing(long size) {
        long address = allocator.allocate(size);
        long usable = allocator.usableSize(address);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> allocator.tryReallocateInPlace(address, -1))
                .withMessage("size must not be negative: size=-1");
        assertThatIllegalArgumentException().isThrownBy(() -> allocator.tryReallocate(address, Long.MIN_VALUE));
        assertThat(allocator.usableSize(address)).isEqualTo(usable);
        allocator.free(address);
    }

    @ParameterizedTest
    @ValueSource(longs = {100, 100_000, 50 * MIB})
    void reallocate_toMoreThanAnyAddressSpaceHas_givesZeroAndChangesNothing(long size) {
        long address = allocator.allocate(size);
        long usable = allocator.usableSize(address);

        assertThat(allocator.tryReallocate(address, Long.MAX_VALUE)).isZero();
        assertThat(allocator.tryReallocate(address, 1L << 47)).isZero();
        assertThat(allocator.tryReallocateInPlace(address, Long.MAX_VALUE)).isFalse();
        assertThat(allocator.usableSize(address)).isEqualTo(usable);
        assertThat(allocator.stats().liveBlocks()).isEqualTo(1);
        allocator.free(address);
    }

    @ParameterizedTest
    @ValueSource(longs = {100, 100_000, 50 * MIB})
    void reallocate_addressInsideOfABlock_isRefused(long size) {
        long address = allocator.allocate(size);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> allocator.tryReallocate(address + 16, size + 1000))
                .withMessageStartingWith("address is inside of a block");
        assertThatIllegalArgumentException().isThrownBy(() -> allocator.tryReallocateInPlace(address + 16, 10));
        assertThatIllegalArgumentException().isThrownBy(() -> allocator.usableSize(address + 16));
        allocator.free(address);
    }

    @Test
    void free_segmentOnTheJavaHeap_isRefused() {
        MemorySegment segment = MemorySegment.ofArray(new byte[8]);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> allocator.free(segment))
                .withMessageStartingWith("segment is on the Java heap");
    }

    @Test
    void close_ofAnArenaOfWhichABlockWasFreed_saysSoAndFreesTheOthers() {
        Arena arena = allocator.pooledArena();
        arena.allocate(8);
        arena.allocate(100); // in a chunk
        arena.allocate(1000);
        allocator.free(arena.allocate(2000));

        assertThatIllegalStateException()
                .isThrownBy(arena::close)
                .withMessageStartingWith("block is free already: address=0x");
        assertThat(arena.scope().isAlive()).isFalse();
        assertThat(allocator.stats().liveBlocks()).isZero();
    }

    @Test
    void close_ofAnArenaWhoseAllocatorIsClosed_isRefused() {
        OffHeapAllocator closed = OffHeapAllocator.builder().name("gone").build();
        Arena arena = closed.pooledArena();
        MemorySegment segment = arena.allocate(8);
        arena.allocate(100);
        closed.close();

        assertThatIllegalStateException().isThrownBy(arena::close).withMessage("allocator is closed: name=gone");
        assertThat(segment.scope().isAlive()).isFalse();
    }
}
