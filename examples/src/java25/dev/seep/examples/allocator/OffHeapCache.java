// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.examples.allocator;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.seep.allocator.OffHeapAllocator;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** Caches: values outside of the Java heap, up to a number of bytes; the ones not asked for longest go first. */
public final class OffHeapCache implements AutoCloseable {
    private final OffHeapAllocator allocator = OffHeapAllocator.create();
    private final LinkedHashMap<String, MemorySegment> values = new LinkedHashMap<>(16, 0.75f, true);
    private final long maxBytes;
    private long bytes;

    OffHeapCache(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    public static void main(String[] args) {
        try (OffHeapCache cache = new OffHeapCache(4 << 20)) {
            cache.put("first", new byte[1]);
            for (int i = 0; i < 100_000; i++) {
                cache.put("page " + i % 10_000, new byte[1_000 + i % 97]);
                cache.get("first");
            }
            System.out.println("still there: " + (cache.get("first") != null) + ", values: " + cache.values.size());
            System.out.println("live bytes: " + cache.allocator.stats().liveBytes());
        }
    }

    void put(String key, byte[] value) {
        MemorySegment segment = allocator.segments().allocateFrom(JAVA_BYTE, value);
        MemorySegment old = values.put(key, segment);
        bytes += segment.byteSize() - (old == null ? 0 : old.byteSize());
        if (old != null) {
            allocator.free(old);
        }
        while (bytes > maxBytes) {
            MemorySegment evicted = values.pollFirstEntry().getValue();
            bytes -= evicted.byteSize();
            allocator.free(evicted);
        }
    }

    byte @Nullable [] get(String key) {
        MemorySegment value = values.get(key);
        return value == null ? null : value.toArray(JAVA_BYTE);
    }

    @Override
    public void close() {
        allocator.close();
    }
}
