// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator;

import dev.seep.allocator.core.Settings;
import dev.seep.allocator.os.PageSource;
import dev.seep.allocator.os.PageSources;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Makes an {@link OffHeapAllocator}. Not thread-safe. */
public final class OffHeapAllocatorBuilder {
    /** Default of {@link #threadCacheBytes}: 2 MiB. */
    public static final long DEFAULT_THREAD_CACHE_BYTES = 2L << 20;

    /** Default of {@link #purgeDelay}. */
    public static final Duration DEFAULT_PURGE_DELAY = Duration.ofSeconds(1);

    /** System property that sets the default of {@link #mxBean}. */
    public static final String MX_BEAN_PROPERTY = "seep.allocator.mxbean";

    private static final Duration LONGEST = Duration.ofDays(36_500);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private @Nullable String name;
    private long maxBytes = Long.MAX_VALUE;
    private long threadCacheBytes = DEFAULT_THREAD_CACHE_BYTES;
    private Duration purgeDelay = DEFAULT_PURGE_DELAY;
    private boolean leakCheck;
    private boolean mxBean = Boolean.getBoolean(MX_BEAN_PROPERTY);
    private @Nullable PageSource source;

    OffHeapAllocatorBuilder() {}

    /** Sets the name that messages, events and the MBean show. The default is {@code allocator-1} and so on. */
    public OffHeapAllocatorBuilder name(String name) {
        this.name = name;
        return this;
    }

    /**
     * Sets a limit for the bytes that are in use or kept resident for the next block. The default is no limit.
     *
     * @throws IllegalArgumentException if {@code maxBytes} is below 1
     */
    public OffHeapAllocatorBuilder maxBytes(long maxBytes) {
        if (maxBytes < 1) {
            throw new IllegalArgumentException("maxBytes must be at least 1: maxBytes=" + maxBytes);
        }
        this.maxBytes = maxBytes;
        return this;
    }

    /**
     * Sets a limit for the bytes of free blocks that a thread keeps for itself. The default is
     * {@link #DEFAULT_THREAD_CACHE_BYTES}. A thread keeps the free blocks of one span, whatever the limit.
     *
     * @throws IllegalArgumentException if {@code threadCacheBytes} is negative
     */
    public OffHeapAllocatorBuilder threadCacheBytes(long threadCacheBytes) {
        if (threadCacheBytes < 0) {
            throw new IllegalArgumentException(
                    "threadCacheBytes must not be negative: threadCacheBytes=" + threadCacheBytes);
        }
        this.threadCacheBytes = threadCacheBytes;
        return this;
    }

    /**
     * Sets how long free pages stay resident before they are given back to the operating system. The default is
     * {@link #DEFAULT_PURGE_DELAY}.
     *
     * <p>There is no thread for it: it is done by threads that allocate or free, now and then, a piece at a time. While
     * nobody does, nothing is given back but by {@link OffHeapAllocator#purge}.
     *
     * @throws IllegalArgumentException if {@code purgeDelay} is negative
     */
    public OffHeapAllocatorBuilder purgeDelay(Duration purgeDelay) {
        if (purgeDelay.isNegative()) {
            throw new IllegalArgumentException("purgeDelay must not be negative: purgeDelay=" + purgeDelay);
        }
        this.purgeDelay = purgeDelay;
        return this;
    }

    /** Sets whether {@link OffHeapAllocator#close} throws if blocks were not freed. The default is false. */
    public OffHeapAllocatorBuilder leakCheck(boolean leakCheck) {
        this.leakCheck = leakCheck;
        return this;
    }

    /**
     * Sets whether the allocator is registered with the platform's MBean server, as
     * {@code dev.seep:type=Allocator,name=…}, until it is closed.
     *
     * <p>The default is what the system property {@value #MX_BEAN_PROPERTY} says, else false: the MBean server takes a
     * quarter of a second of the program's start.
     */
    public OffHeapAllocatorBuilder mxBean(boolean mxBean) {
        this.mxBean = mxBean;
        return this;
    }

    /** Sets where pages come from; for tests. */
    OffHeapAllocatorBuilder source(PageSource source) {
        this.source = source;
        return this;
    }

    /**
     * {@return the allocator}
     *
     * @throws UnsupportedOperationException on a 32-bit JVM
     * @throws IllegalStateException if native access is denied to this module
     */
    public OffHeapAllocator build() {
        return build(true);
    }

    OffHeapAllocator build(boolean closeable) {
        PageSource pages = source == null ? PageSources.system() : source;
        return new OffHeapAllocator(settings(), pages, closeable, leakCheck, mxBean);
    }

    private Settings settings() {
        String shown = name == null ? "allocator-" + NUMBER.incrementAndGet() : name;
        long nanos = purgeDelay.compareTo(LONGEST) < 0 ? purgeDelay.toNanos() : LONGEST.toNanos();
        return new Settings(shown, maxBytes, threadCacheBytes, nanos);
    }
}
