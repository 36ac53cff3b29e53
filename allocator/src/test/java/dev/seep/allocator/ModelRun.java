// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import java.util.TreeMap;

/** Runs a program and compares the allocator with a model of it after each step. */
final class ModelRun {
    private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
    private static final int EDGE = 64; // bytes at both ends that are stamped

    private static final class Block {
        long address;
        long size;
        byte stamp;
    }

    private final OffHeapAllocator allocator;
    private final Block[] slots = new Block[Program.SLOTS];
    private final TreeMap<Long, Block> byAddress = new TreeMap<>();
    private byte nextStamp = 1;

    ModelRun(OffHeapAllocator allocator) {
        this.allocator = allocator;
    }

    /** Runs all steps, then frees what is left. */
    void run(Program program) {
        for (Program.Step step : program.steps()) {
            run(step);
            check();
        }
        for (int slot = 0; slot < slots.length; slot++) {
            free(slot);
            check();
        }
    }

    private void run(Program.Step step) {
        switch (step.kind()) {
            case ALLOCATE -> allocate(step, allocator.tryAllocate(step.size()), 16);
            case ALLOCATE_ALIGNED ->
                allocate(step, allocator.tryAllocate(step.size(), step.alignment()), step.alignment());
            case ALLOCATE_ZEROED -> {
                long address = allocator.tryAllocateZeroed(step.size(), step.alignment());
                requireZeros(address, address == 0 ? 0 : step.size());
                allocate(step, address, step.alignment());
            }
            case REALLOCATE -> reallocate(step);
            case REALLOCATE_IN_PLACE -> reallocateInPlace(step);
            case FREE -> free(step.slot());
            case PURGE -> allocator.purge();
        }
    }

    private void allocate(Program.Step step, long address, long alignment) {
        free(step.slot());
        if (address != 0) {
            require(address % Math.max(alignment, 16) == 0, "aligned", address);
            Block block = new Block();
            block.address = address;
            slots[step.slot()] = block;
            put(block, step.size());
        }
    }

    private void reallocate(Program.Step step) {
        Block block = slots[step.slot()];
        if (block == null) {
            return;
        }
        long address = allocator.tryReallocate(block.address, step.size());
        if (address != 0) {
            byAddress.remove(block.address);
            block.address = address;
            requireStamps(block, Math.min(block.size, step.size()));
            put(block, step.size());
        }
    }

    private void reallocateInPlace(Program.Step step) {
        Block block = slots[step.slot()];
        if (block != null && allocator.tryReallocateInPlace(block.address, step.size())) {
            requireStamps(block, Math.min(block.size, step.size()));
            byAddress.remove(block.address);
            put(block, step.size());
        }
    }

    private void put(Block block, long size) {
        block.size = size;
        require(allocator.usableSize(block.address) >= size, "usable size", allocator.usableSize(block.address));
        require(byAddress.put(block.address, block) == null, "address of its own", block.address);
        requireApart(block);
        block.stamp = nextStamp++;
        stamp(block);
    }

    private void requireApart(Block block) {
        Map.Entry<Long, Block> before = byAddress.lowerEntry(block.address);
        Map.Entry<Long, Block> after = byAddress.higherEntry(block.address);
        long end = block.address + allocator.usableSize(block.address);
        require(before == null || before.getKey() + before.getValue().size <= block.address, "apart", block.address);
        require(after == null || after.getKey() >= end, "apart", block.address);
    }

    private void free(int slot) {
        Block block = slots[slot];
        if (block != null) {
            requireStamps(block, block.size);
            allocator.free(block.address);
            byAddress.remove(block.address);
            slots[slot] = null;
        }
    }

    private void check() {
        allocator.checkInvariants();
        long blocks = allocator.stats().liveBlocks();
        require(blocks == byAddress.size(), "live blocks, of " + byAddress.size(), blocks);
    }

    private static void stamp(Block block) {
        long edge = Math.min(EDGE, block.size);
        ALL.asSlice(block.address, edge).fill(block.stamp);
        ALL.asSlice(block.address + block.size - edge, edge).fill(block.stamp);
    }

    /** Requires the stamps of the first {@code size} bytes of a block, which may have been larger. */
    private static void requireStamps(Block block, long size) {
        requireBytes(block.address, Math.min(EDGE, size), block.stamp);
        if (size == block.size) {
            long edge = Math.min(EDGE, size);
            requireBytes(block.address + size - edge, edge, block.stamp);
        }
    }

    private static void requireZeros(long address, long size) {
        for (long i = 0; i + Long.BYTES <= size; i += Long.BYTES) {
            require(ALL.get(ValueLayout.JAVA_LONG_UNALIGNED, address + i) == 0, "zero", address + i);
        }
        requireBytes(address + (size & -Long.BYTES), size % Long.BYTES, (byte) 0);
        ALL.asSlice(address, size).fill((byte) 0x5a); // the next block there must be zeroed again
    }

    private static void requireBytes(long address, long count, byte value) {
        for (long i = 0; i < count; i++) {
            byte found = ALL.get(ValueLayout.JAVA_BYTE, address + i);
            require(found == value, "byte " + value + " at 0x" + Long.toHexString(address + i), found);
        }
    }

    private static void require(boolean holds, String what, long value) {
        if (!holds) {
            throw new AssertionError(
                    "expected: " + what + ", but was: " + value + " (0x" + Long.toHexString(value) + ")");
        }
    }
}
