// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffHeapAllocatorTest {
    private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
    private static final long MIB = 1 << 20;

    private final OffHeapAllocator allocator =
            OffHeapAllocator.builder().name("tested").leakCheck(true).build();

    @AfterEach
    void close() {
        allocator.checkInvariants();
        allocator.close();
    }

    @Test
    void allocate_sizeZero_givesAddressesOfTheirOwn() {
        long first = allocator.allocate(0);
        long second = allocator.allocate(0);

        assertThat(first).isNotZero().isNotEqualTo(second);
        allocator.free(first);
        allocator.free(second);
    }

    @Test
    void allocate_negativeSize_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> allocator.allocate(-1))
                .withMessage("size must not be negative: size=-1");
        assertThatIllegalArgumentException().isThrownBy(() -> allocator.allocate(-1, 64));
        assertThatIllegalArgumentException().isThrownBy(() -> allocator.allocateZeroed(Long.MIN_VALUE));
        assertThatIllegalArgumentException().isThrownBy(() -> allocator.reallocate(0, -5));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -16, 3, 24, (1L << 30) + 1, 1L << 31})
    void allocate_alignmentOutOfRange_isRefused(long alignment) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> allocator.allocate(8, alignment))
                .withMessage("alignment must be a power of two in [1, 1073741824]: alignment=" + alignment);
    }

    @Test
    void allocate_everyAlignment_isAligned() {
        for (long alignment = 1; alignment <= OffHeapAllocator.MAX_ALIGNMENT; alignment *= 2) {
            for (long size : new long[] {1, 17, 5000, 70_001}) {
                long address = allocator.allocate(size, alignment);

                assertThat(address % Math.max(alignment, 16)).isZero();
                ALL.set(ValueLayout.JAVA_BYTE, address + size - 1, (byte) 1);
                allocator.free(address);
            }
        }
    }

    @Test
    void allocate_powerOfTwoAlignedToItself_wastesNothing() {
        for (long size = 16; size <= 64 * MIB; size *= 2) {
            long address = allocator.allocate(size, size);

            assertThat(allocator.usableSize(address)).isEqualTo(Math.max(size, size >= 16 * 1024 ? 8192 : 0));
            allocator.free(address);
        }
    }

    @Test
    void allocateZeroed_afterDirtyBlocks_isZero() {
        for (long size : new long[] {1, 100, 4096, 65_536, 200_000, 40 * MIB}) {
            long dirty = allocator.allocate(size);
            ALL.asSlice(dirty, size).fill((byte) 0x7f);
            allocator.free(dirty);
            long address = allocator.allocateZeroed(size);

            assertThat(ALL.asSlice(address, size).mismatch(MemorySegment.ofArray(new byte[(int) size])))
                    .as("size %d", size)
                    .isEqualTo(-1);
            allocator.free(address);
        }
    }

    @Test
    void free_zero_isIgnored() {
        allocator.free(0);

        assertThat(allocator.stats().freedBlocks()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 100, 60_000, 100_000, 50 * MIB})
    void free_twice_saysAddressClassAndState(long size) {
        long address = allocator.allocate(size);
        allocator.free(address);

        assertThatThrownBy(() -> allocator.free(address))
                .isInstanceOfAny(IllegalStateException.class, IllegalArgumentException.class)
                .hasMessageContaining("address=0x" + Long.toHexString(address) + ", allocator=tested")
                .hasMessageContaining("state=");
    }

    @Test
    void free_twiceOfASmallBlock_saysItsClass() {
        long address = allocator.allocate(100);
        allocator.free(address);

        assertThatIllegalStateException()
                .isThrownBy(() -> allocator.free(address))
                .withMessage("block is free already: address=0x" + Long.toHexString(address)
                        + ", allocator=tested, sizeClass=112, state=free");
    }

    @ParameterizedTest
    @ValueSource(longs = {100, 100_000, 50 * MIB})
    void free_insideOfABlock_saysWhereItStarts(long size) {
        long address = allocator.allocate(size);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> allocator.free(address + 48))
                .withMessageStartingWith("address is inside of a block: address=0x" + Long.toHexString(address + 48)
                        + ", allocator=tested, block=0x" + Long.toHexString(address))
                .withMessageEndingWith("state=live");
        allocator.free(address);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, -1, 4096, 0x7fff_0000_0000L, Long.MIN_VALUE, Long.MAX_VALUE})
    void free_foreignAddress_isRefused(long address) {
        long block = allocator.allocate(10);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> allocator.free(address))
                .withMessageStartingWith("address is not of this allocator: address=0x" + Long.toHexString(address));
        allocator.free(block);
    }

    @Test
    void free_addressThatDiffersInHighBits_isRefused() {
        long block = allocator.allocate(16);

        for (int bit = 32; bit < 64; bit++) {
            long address = block ^ 1L << bit;
            assertThatIllegalArgumentException().isThrownBy(() -> allocator.free(address));
        }
        allocator.free(block);
    }

    @Test
    void free_blockOfAnotherAllocator_isRefused() {
        try (OffHeapAllocator other = OffHeapAllocator.create()) {
            long address = other.allocate(64);
            long own = allocator.allocate(64);

            assertThatIllegalArgumentException().isThrownBy(() -> allocator.free(address));
            allocator.free(own);
            other.free(address);
        }
    }

    @Test
    void everything_afterClose_isRefused() {
        OffHeapAllocator closed = OffHeapAllocator.builder().name("gone").build();
        long address = closed.allocate(100);
        closed.close();
        closed.close();

        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> closed.allocate(100),
                () -> closed.allocate(100_000),
                () -> closed.tryAllocate(100, 64),
                () -> closed.allocateZeroed(8),
                () -> closed.free(address),
                () -> closed.usableSize(address),
                () -> closed.reallocate(address, 5),
                () -> closed.tryReallocateInPlace(address, 5),
                () -> closed.pooledArena().allocate(5),
                closed::purge)) {
            assertThatThrownBy(call)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("allocator is closed: name=gone");
        }
    }

    @Test
    void close_withLiveBlocksAndLeakCheck_saysHowMany() {
        OffHeapAllocator leaking =
                OffHeapAllocator.builder().name("leaky").leakCheck(true).build();
        leaking.allocate(1000);
        leaking.allocate(100_000);

        assertThatIllegalStateException()
                .isThrownBy(leaking::close)
                .withMessage("blocks were not freed: count=2, bytes=107520, allocator=leaky");
        leaking.close();
    }

    @Test
    void defaultInstance_isOne_canNotBeClosed() {
        assertThat(OffHeapAllocator.defaultInstance()).isSameAs(OffHeapAllocator.defaultInstance());
        assertThatThrownBy(() -> OffHeapAllocator.defaultInstance().close())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void allocate_pastTheLimit_throwsOrGivesZero() {
        try (OffHeapAllocator limited =
                OffHeapAllocator.builder().name("small").maxBytes(MIB).build()) {
            long address = limited.allocate(900 * 1024);

            assertThat(limited.tryAllocate(200 * 1024)).isZero();
            assertThatThrownBy(() -> limited.allocate(200 * 1024))
                    .isInstanceOf(OutOfMemoryError.class)
                    .hasMessageStartingWith("no off-heap memory left: size=204800, allocator=small")
                    .hasMessageContaining("maxBytes=1048576");
            limited.free(address);
            assertThat(limited.tryAllocate(900 * 1024)).isNotZero();
            assertThat(limited.tryAllocate(Long.MAX_VALUE)).isZero();
            limited.checkInvariants();
        }
    }

    @Test
    void smallBlocks_upToTheLimit_fillNearlyAllOfIt() {
        try (OffHeapAllocator limited = OffHeapAllocator.builder()
                .maxBytes(4 * MIB)
                .purgeDelay(Duration.ofDays(1))
                .build()) {
            long bytes = 0;
            while (limited.tryAllocate(1000) != 0) {
                bytes += 1000;
            }

            assertThat(bytes).isBetween(4 * MIB * 95 / 100, 4 * MIB);
            assertThat(limited.tryAllocate(1000)).isZero();
            limited.checkInvariants();
        }
    }

    @Test
    void builder_valuesOutOfRange_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OffHeapAllocator.builder().maxBytes(0))
                .withMessage("maxBytes must be at least 1: maxBytes=0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OffHeapAllocator.builder().threadCacheBytes(-1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OffHeapAllocator.builder().purgeDelay(Duration.ofMillis(-1)));
    }

    @Test
    void segments_haveTheirSizeAsBounds() {
        MemorySegment segment = allocator.segments().allocate(10, 64);

        assertThat(segment.byteSize()).isEqualTo(10);
        assertThat(segment.address() % 64).isZero();
        assertThatThrownBy(() -> segment.get(ValueLayout.JAVA_BYTE, 10)).isInstanceOf(IndexOutOfBoundsException.class);
        allocator.free(segment);
        MemorySegment text = allocator.segments().allocateFrom("text");
        assertThat(text.getString(0)).isEqualTo("text");
        allocator.free(text);
    }
}
