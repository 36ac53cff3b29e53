// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.core;

import dev.seep.allocator.os.PageSource;

/**
 * Hands out blocks and takes them back. Thread-safe.
 *
 * <p>Every block passes {@link #allocate}, {@link #allocateAligned} or {@link #allocateZeroed} when it is handed out,
 * {@link #free} when it is taken back, and {@link #resize} or {@link #reallocate} when its size changes.
 */
public final class Blocks implements AutoCloseable {
    /*
     * Implementation notes
     *
     * The fast paths of allocate() and free() are short enough to be compiled into their callers. An allocation touches the
     * thread's list of its size class and the block's state; a free touches the page map, the span and the block's state.
     * Neither touches the block.
     *
     * After close() nobody has a thread cache and the page map is empty: so the fast paths need not ask whether the allocator
     * is closed.
     */
    /** Largest alignment in bytes. */
    public static final long MAX_ALIGNMENT = 1L << 30;

    private static final long GROWS_IN_PAGES = 16 * 1024; // from here on a block that grows gets pages of its own

    private final ThreadCaches threadCaches;
    private final PageMap pageMap;
    private final SharedCaches sharedCaches;
    private final CentralFreeList[] central = new CentralFreeList[SizeClasses.COUNT];
    private final LargeBlocks largeBlocks;
    private final Reallocation reallocation;
    private final DirectBlocks directBlocks;
    private final PageHeap pageHeap;
    private final Reclaim reclaim;
    private final Misuse misuse;
    private final Mappings mappings;
    private final Budget budget;
    private final Settings settings;
    private volatile boolean closed;

    public Blocks(Settings settings, PageSource source) {
        this.settings = settings;
        mappings = new Mappings(source);
        budget = new Budget(settings.maxBytes());
        pageMap = new PageMap();
        pageHeap = new PageHeap(mappings, pageMap, budget);
        reclaim = new Reclaim(pageHeap, settings.purgeDelayNanos());
        for (int i = 0; i < central.length; i++) {
            central[i] = new CentralFreeList(i, reclaim);
        }
        threadCaches = new ThreadCaches(central, pageHeap::freeLarge, settings.maxCachedBytes());
        sharedCaches = new SharedCaches(central, settings.maxCachedBytes());
        directBlocks = new DirectBlocks(mappings, pageHeap, budget);
        largeBlocks = new LargeBlocks(pageHeap, reclaim, directBlocks);
        reclaim.lookAt(central, threadCaches, directBlocks);
        misuse = new Misuse(settings.name(), pageHeap, directBlocks);
        reallocation = new Reallocation(this, largeBlocks, misuse);
    }

    /**
     * Hands out a block, aligned to 16 bytes.
     *
     * @param size bytes wanted; 0 gives a block of its own too
     * @return its address, or 0 if no memory is to be had
     */
    public long allocate(long size) {
        if (Long.compareUnsigned(size, SizeClasses.MAX_BYTES) > 0) {
            return allocateLarge(size, 1, false) & -PageMap.PAGE_BYTES;
        }
        return allocateSmall(SizeClasses.of(size), size);
    }

    private long allocateElsewhere(int sizeClass, long size) {
        requireOpen();
        ThreadCache cache = Thread.currentThread().isVirtual() ? null : threadCaches.current();
        return cache == null ? sharedCaches.allocate(sizeClass, size) : cache.lists[sizeClass].allocate(size);
    }

    private long allocateLarge(long size, long alignment, boolean growing) {
        requireSize(size);
        long threadId = Thread.currentThread().threadId();
        ThreadCache cache = threadCaches.at(threadId);
        if (cache.owner == threadId && !growing) {
            long held = cache.large.allocate(size, alignment);
            if (held != 0) {
                return held;
            }
        }
        return allocatePages(size, alignment, growing);
    }

    private long allocatePages(long size, long alignment, boolean growing) {
        requireOpen();
        if (!Thread.currentThread().isVirtual()) {
            threadCaches.current(); // which keeps the block when it is freed
        }
        long address = largeBlocks.allocate(size, alignment, growing);
        if (address == 0) {
            giveBackOwn();
            sharedCaches.giveBack();
            address = largeBlocks.allocate(size, alignment, growing);
        }
        if (address == 0) {
            pageHeap.refused(size);
        }
        return address;
    }

    private void giveBackOwn() {
        threadCaches.existing().giveBack();
    }

    /**
     * Hands out a block.
     *
     * @param alignment alignment of its address in bytes, a power of two up to {@link #MAX_ALIGNMENT}
     * @return its address, or 0 if no memory is to be had
     */
    public long allocateAligned(long size, long alignment) {
        long rounded = Math.max(size, 1) + alignment - 1 & -alignment;
        if (alignment <= PageMap.PAGE_BYTES && Long.compareUnsigned(rounded, SizeClasses.MAX_BYTES) <= 0 && size >= 0) {
            return allocateSmall(SizeClasses.of(rounded), size);
        }
        return allocateLarge(size, alignment, false) & -PageMap.PAGE_BYTES;
    }

    private long allocateSmall(int sizeClass, long size) {
        long threadId = Thread.currentThread().threadId();
        BlockList list = threadCaches.listAt(threadId, sizeClass);
        return list.owner == threadId ? list.allocate(size) : allocateElsewhere(sizeClass, size);
    }

    /** Hands out a block of zeros; otherwise as {@link #allocateAligned}. */
    public long allocateZeroed(long size, long alignment) {
        if (size > SizeClasses.MAX_BYTES) {
            long address = allocateLarge(size, alignment, false);
            long start = address & -PageMap.PAGE_BYTES;
            if (address == start && start != 0) {
                Memory.fillWithZeros(start, size);
            }
            return start;
        }
        long address = allocateAligned(size, alignment);
        if (address != 0) {
            Memory.fillWithZeros(address, size);
        }
        return address;
    }

    /**
     * Takes a block back.
     *
     * @param address of a live block; 0 is ignored
     * @throws IllegalStateException if the block is free already, or the allocator is closed
     * @throws IllegalArgumentException if no block of this allocator starts there
     */
    public void free(long address) {
        Span span = pageMap.get(address);
        int index = span.indexOf(address);
        if (span.isLive(index, address)) {
            takeBack(span, index, address);
        } else {
            freeFar(address);
        }
    }

    private void freeFar(long address) {
        Span span = pageMap.find(address);
        int index = span.indexOf(address);
        if (span.isLive(index, address)) {
            takeBack(span, index, address);
        } else if (address != 0) {
            requireOpen();
            throw misuse.of(address);
        }
    }

    /** Takes back a block that the program has not seen; otherwise as {@link #free}. */
    public void freeUnseen(long address) {
        Span span = pageMap.get(address);
        int index = span.indexOf(address);
        if (!span.isLive(index, address)) {
            span = live(address); // which is far
            index = span.indexOf(address);
        }
        putBack(span, index, address);
    }

    /** Takes back a block that the program frees, and only such: who watches it counts every free once. */
    private void takeBack(Span span, int index, long address) {
        putBack(span, index, address);
    }

    void putBack(Span span, int index, long address) {
        if (span.sizeClass == Span.NO_CLASS) {
            putBackLarge(span, address);
        } else if (span.free(index)) {
            central[span.sizeClass].unpark(span);
        }
    }

    private void putBackLarge(Span span, long address) {
        if (!span.claim(address, Span.CACHED)) {
            throw misuse.of(address);
        }
        keepOrFree(span);
    }

    /** Takes back a large block that this thread has claimed. */
    void keepOrFree(Span span) {
        long threadId = Thread.currentThread().threadId();
        ThreadCache cache = threadCaches.at(threadId);
        if (cache.owner != threadId || span.attention != Span.LARGE || !cache.large.hold(span)) {
            largeBlocks.free(span);
        }
    }

    /** {@return the size of a live block in bytes, at least what was asked for} */
    public long usableBytes(long address) {
        return live(address).blockBytes;
    }

    private Span live(long address) {
        Span span = pageMap.find(address);
        if (!span.isLive(span.indexOf(address), address)) {
            requireOpen();
            throw misuse.of(address);
        }
        return span;
    }

    /**
     * Changes the size of a live block without moving it.
     *
     * @return false, with nothing changed, if that can't be
     */
    public boolean resize(long address, long size) {
        requireSize(size);
        Span span = live(address);
        if (span.sizeClass != Span.NO_CLASS) {
            return size <= span.blockBytes;
        }
        return reallocation.runInPlace(span, address, size);
    }

    /**
     * Changes the size of a live block, wherever it has to go for that. Its contents are kept up to the smaller size.
     *
     * @return its address, or 0, with nothing changed, if no memory is to be had
     */
    public long reallocate(long address, long size) {
        requireSize(size);
        return reallocation.run(live(address), address, size);
    }

    /** Hands out a block that is likely to grow soon; otherwise as {@link #allocate}. */
    long allocateGrowing(long size) {
        return size >= GROWS_IN_PAGES ? allocateLarge(size, 1, true) & -PageMap.PAGE_BYTES : allocate(size);
    }

    /** Gives everything back to the operating system that can be, but for what other threads have in hand. */
    public void purge() {
        requireOpen();
        giveBackOwn();
        sharedCaches.giveBack();
        reclaim.reclaimAll();
    }

    /** Says from now on what is done to mappings, and when no memory is to be had. */
    public void observe(Observer observer) {
        mappings.observe(observer);
    }

    /** {@return what there is} */
    public Figures figures() {
        Figures figures = new Figures();
        threadCaches.addTo(figures);
        sharedCaches.forEachLocked(cache -> cache.addTo(figures));
        for (int i = 0; i < central.length; i++) {
            central[i].addTo(figures.classes[i]);
        }
        largeBlocks.addTo(figures.large);
        figures.mappedBytes = mappings.mappedBytes();
        figures.purgedBytes = mappings.purgedBytes();
        figures.committedBytes = budget.bytes();
        figures.dirtyBytes = pageHeap.dirtyBytes();
        figures.cleanBytes = pageHeap.cleanBytes();
        return figures;
    }

    /** {@return what to throw when no memory is to be had} */
    public OutOfMemoryError outOfMemory(long size) {
        requireOpen(); // another thread may have closed it meanwhile
        return new OutOfMemoryError("no off-heap memory left: size=" + size + ", allocator=" + settings.name()
                + ", committedBytes=" + budget.bytes() + ", maxBytes=" + budget.maxBytes()
                + ", last refusal by the system: "
                + mappings.lastRefusal());
    }

    public boolean isClosed() {
        return closed;
    }

    /** Unmaps everything. Blocks that are live are gone; who uses one afterwards may crash the JVM. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            threadCaches.close();
            directBlocks.close();
            pageHeap.close();
        }
    }

    private static void requireSize(long size) {
        if (size < 0) {
            throw new IllegalArgumentException("size must not be negative: size=" + size);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("allocator is closed: name=" + settings.name());
        }
    }

    /** Checks the invariants of every tier; for tests, while nobody else uses the allocator. */
    public void checkInvariants() {
        threadCaches.checkInvariants();
        sharedCaches.forEachLocked(ThreadCache::checkInvariants);
        long bytes = pageHeap.checkInvariants() + directBlocks.checkInvariants();
        for (CentralFreeList list : central) {
            bytes += list.checkInvariants();
        }
        pageMap.checkInvariants();
        if (!closed && bytes != budget.bytes()) {
            throw new IllegalStateException("budget does not add up: bytes=" + budget.bytes() + ", sum=" + bytes);
        }
    }
}
