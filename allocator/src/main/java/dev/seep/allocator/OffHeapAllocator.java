// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator;

import dev.seep.allocator.core.Blocks;
import dev.seep.allocator.core.Settings;
import dev.seep.allocator.os.PageSource;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;

/**
 * Hands out memory outside of the Java heap.
 *
 * <p>A block is known by its address. Its memory is <em>not</em> zeroed unless the method says so; it stays valid until it is
 * passed to {@link #free} or this allocator is closed, and any thread may read, write and free it. Blocks are aligned to 16
 * bytes at least. A double free, or the free of an address at which no block starts, throws an exception.
 *
 * <p>Thread-safe. Each thread keeps some free blocks for itself; those of a thread that ends go to the others.
 */
public final class OffHeapAllocator implements AutoCloseable {
    /*
     * Implementation notes
     *
     * Every block is handed out by one of tryAllocate(long), tryAllocate(long, long) and tryAllocateZeroed(long, long), and
     * changes its size by one of tryReallocate() and tryReallocateInPlace(). All other methods, and the arenas, call one of
     * these five, and none of them calls another; what arenas cut from larger blocks passes Pieces.cut(). Who watches these six
     * counts every block once.
     */
    /** Largest alignment of a block in bytes: 1 GiB. */
    public static final long MAX_ALIGNMENT = Blocks.MAX_ALIGNMENT;

    private final Blocks blocks;
    private final Settings settings;
    private final SegmentAllocator segments = this::allocateSegment;
    private final boolean closeable;
    private final boolean leakCheck;
    private final Watching watching;

    OffHeapAllocator(Settings settings, PageSource source, boolean closeable, boolean leakCheck, boolean mxBean) {
        this.settings = settings;
        this.closeable = closeable;
        this.leakCheck = leakCheck;
        blocks = new Blocks(settings, source);
        watching = new Watching(this, blocks, mxBean);
    }

    /** Made when it is first asked for. */
    private static final class Default {
        static final OffHeapAllocator INSTANCE = builder().name("default").build(false);
    }

    /** {@return the allocator for all who need none of their own; it can't be closed} */
    public static OffHeapAllocator defaultInstance() {
        return Default.INSTANCE;
    }

    /** {@return a new allocator with no limit} */
    public static OffHeapAllocator create() {
        return builder().build();
    }

    /** {@return what makes an allocator with settings of its own} */
    public static OffHeapAllocatorBuilder builder() {
        return new OffHeapAllocatorBuilder();
    }

    /**
     * Allocates a block.
     *
     * @param size size in bytes; 0 gives a block with an address of its own too
     * @return its address
     * @throws IllegalArgumentException if {@code size} is negative
     * @throws IllegalStateException if this allocator is closed
     * @throws OutOfMemoryError if the limit is reached or the operating system refuses
     */
    public long allocate(long size) {
        long address = tryAllocate(size);
        if (address == 0) {
            throw blocks.outOfMemory(size);
        }
        return address;
    }

    /**
     * Allocates a block at an aligned address.
     *
     * @param size size in bytes
     * @param alignment alignment of the address in bytes, a power of two up to {@link #MAX_ALIGNMENT}
     * @return its address
     * @throws IllegalArgumentException if {@code size} is negative or {@code alignment} is out of range
     * @throws IllegalStateException if this allocator is closed
     * @throws OutOfMemoryError if the limit is reached or the operating system refuses
     */
    public long allocate(long size, long alignment) {
        long address = tryAllocate(size, alignment);
        if (address == 0) {
            throw blocks.outOfMemory(size);
        }
        return address;
    }

    /** Allocates a block of zeros; otherwise as {@link #allocate(long)}. */
    public long allocateZeroed(long size) {
        return allocateZeroed(size, 1);
    }

    /** Allocates a block of zeros; otherwise as {@link #allocate(long, long)}. */
    public long allocateZeroed(long size, long alignment) {
        long address = tryAllocateZeroed(size, alignment);
        if (address == 0) {
            throw blocks.outOfMemory(size);
        }
        return address;
    }

    /** Allocates a block as {@link #allocate(long)}, but returns 0 where that throws an {@code OutOfMemoryError}. */
    public long tryAllocate(long size) {
        return blocks.allocate(size);
    }

    /** Allocates a block as {@link #allocate(long, long)}, but returns 0 where that throws an {@code OutOfMemoryError}. */
    public long tryAllocate(long size, long alignment) {
        requireAlignment(alignment);
        return blocks.allocateAligned(size, alignment);
    }

    /** Allocates a block as {@link #allocateZeroed(long)}, but returns 0 where that throws an {@code OutOfMemoryError}. */
    public long tryAllocateZeroed(long size) {
        return tryAllocateZeroed(size, 1);
    }

    /**
     * Allocates a block as {@link #allocateZeroed(long, long)}, but returns 0 where that throws an {@code OutOfMemoryError}.
     */
    public long tryAllocateZeroed(long size, long alignment) {
        requireAlignment(alignment);
        return blocks.allocateZeroed(size, alignment);
    }

    /**
     * Changes the size of a block, which may get another address. Its contents are kept up to the smaller of both sizes; what
     * is added is not zeroed.
     *
     * @param address of the block; 0 allocates one
     * @param size new size in bytes
     * @return its address
     * @throws IllegalArgumentException if {@code size} is negative, or no block of this allocator starts at {@code address}
     * @throws IllegalStateException if the block is free, or this allocator is closed
     * @throws OutOfMemoryError if the limit is reached or the operating system refuses; the block is as it was
     */
    public long reallocate(long address, long size) {
        long moved = tryReallocate(address, size);
        if (moved == 0) {
            throw blocks.outOfMemory(size);
        }
        return moved;
    }

    /** Changes the size of a block as {@link #reallocate}, but returns 0 where that throws an {@code OutOfMemoryError}. */
    public long tryReallocate(long address, long size) {
        return address == 0 ? blocks.allocate(size) : blocks.reallocate(address, size);
    }

    /**
     * Changes the size of a block if its address can stay.
     *
     * @return false, with nothing changed, if it can't
     * @throws IllegalArgumentException if {@code size} is negative, or no block of this allocator starts at {@code address}
     * @throws IllegalStateException if the block is free, or this allocator is closed
     */
    public boolean tryReallocateInPlace(long address, long size) {
        return blocks.resize(address, size);
    }

    /**
     * Frees a block. Any thread may.
     *
     * @param address of the block; 0 is ignored
     * @throws IllegalArgumentException if no block of this allocator starts there: it is inside of one, or foreign
     * @throws IllegalStateException if the block is free already, or this allocator is closed
     */
    public void free(long address) {
        blocks.free(address);
    }

    /**
     * Frees the block of a segment that {@link #segments} allocated; otherwise as {@link #free(long)}.
     *
     * @throws IllegalArgumentException if the segment is on the Java heap as well
     */
    public void free(MemorySegment segment) {
        if (!segment.isNative()) {
            throw new IllegalArgumentException(
                    "segment is on the Java heap: segment=" + segment + ", allocator=" + settings.name());
        }
        blocks.free(segment.address());
    }

    /**
     * {@return how many bytes of a block may be used: at least those asked for}
     *
     * @throws IllegalArgumentException if no block of this allocator starts at {@code address}
     * @throws IllegalStateException if the block is free, or this allocator is closed
     */
    public long usableSize(long address) {
        return blocks.usableBytes(address);
    }

    /**
     * {@return an allocator of segments that have the size asked for as their bounds}
     *
     * <p>Their memory is not zeroed, and they are freed by {@link #free(MemorySegment)}: who uses one afterwards reads and
     * writes what may be another block. For segments that can't be used after they are freed, see {@link #pooledArena}.
     */
    public SegmentAllocator segments() {
        return segments;
    }

    private MemorySegment allocateSegment(long byteSize, long byteAlignment) {
        return Segments.of(allocate(byteSize, byteAlignment), byteSize);
    }

    /**
     * {@return a new arena for the current thread, whose blocks go back to this allocator when it is closed}
     *
     * <p>It is as {@link Arena#ofConfined}, but for its memory, which is not zeroed.
     */
    public Arena pooledArena() {
        return new PooledArena(Arena.ofConfined(), this, false, Thread.currentThread());
    }

    /** {@return a new arena as {@link #pooledArena()}, whose memory is zeroed if {@code zeroed} is true} */
    public Arena pooledArena(boolean zeroed) {
        return new PooledArena(Arena.ofConfined(), this, zeroed, Thread.currentThread());
    }

    /**
     * {@return a new arena for all threads, whose blocks go back to this allocator when it is closed}
     *
     * <p>It is as {@link Arena#ofShared}, but for its memory, which is not zeroed.
     */
    public Arena sharedPooledArena() {
        return new SharedPooledArena(this, false);
    }

    /** {@return a new arena as {@link #sharedPooledArena()}, whose memory is zeroed if {@code zeroed} is true} */
    public Arena sharedPooledArena(boolean zeroed) {
        return new SharedPooledArena(this, zeroed);
    }

    /**
     * Gives all free pages back to the operating system at once, but for those in the caches of other threads that live.
     *
     * @throws IllegalStateException if this allocator is closed
     */
    public void purge() {
        blocks.purge();
    }

    /** {@return what this allocator has now; it takes about a microsecond for a thousand blocks} */
    public AllocatorStats stats() {
        return StatsReader.read(settings, blocks.figures());
    }

    /** {@return its name, for messages} */
    public String name() {
        return settings.name();
    }

    /**
     * Unmaps all memory, that of blocks which are not freed too: who uses one afterwards may crash the JVM. No other thread
     * may be using the allocator meanwhile. Closing it again does nothing.
     *
     * @throws UnsupportedOperationException if this is the default instance
     * @throws IllegalStateException if {@link OffHeapAllocatorBuilder#leakCheck} was set and blocks were not freed; it is closed all the same
     */
    @Override
    public void close() {
        if (!closeable) {
            throw new UnsupportedOperationException("the default allocator can't be closed");
        }
        AllocatorStats stats = leakCheck && !blocks.isClosed() ? stats() : null;
        watching.end();
        blocks.close();
        if (stats != null && stats.liveBlocks() > 0) {
            throw new IllegalStateException("blocks were not freed: count=" + stats.liveBlocks() + ", bytes="
                    + stats.liveBytes() + ", allocator=" + settings.name());
        }
    }

    /** {@return what hands out the blocks} */
    Blocks blocks() {
        return blocks;
    }

    static void requireAlignment(long alignment) {
        if (alignment <= 0 || alignment > MAX_ALIGNMENT || Long.bitCount(alignment) != 1) {
            throw new IllegalArgumentException(
                    "alignment must be a power of two in [1, " + MAX_ALIGNMENT + "]: alignment=" + alignment);
        }
    }

    void checkInvariants() {
        blocks.checkInvariants();
    }
}
