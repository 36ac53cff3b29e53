// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.os;

import java.util.Map;
import java.util.TreeMap;

/**
 * The system's page source, which refuses every n-th call and remembers what is mapped. Thread-safe.
 *
 * <p>A mapping that is given back twice, or was never made, fails the test.
 */
public final class FaultyPageSource implements PageSource {
    private final PageSource system = PageSources.system();
    private final TreeMap<Long, Long> mappings = new TreeMap<>();
    private long calls;
    private long refusals;
    private long every = Long.MAX_VALUE;

    /** Refuses every n-th call from now on; {@link Long#MAX_VALUE} for none. */
    public synchronized void refuseEvery(long n) {
        every = n;
        calls = 0;
    }

    /** {@return how many calls were refused} */
    public synchronized long refusals() {
        return refusals;
    }

    /** {@return the bytes that are mapped} */
    public synchronized long mappedBytes() {
        return mappings.values().stream().mapToLong(Long::longValue).sum();
    }

    private boolean refuses() {
        boolean refused = ++calls % every == 0;
        refusals += refused ? 1 : 0;
        return refused;
    }

    @Override
    public long pageSize() {
        return system.pageSize();
    }

    @Override
    public synchronized long map(long bytes, long alignment) {
        long address = refuses() ? 0 : system.map(bytes, alignment);
        if (address != 0) {
            mappings.put(address, bytes);
        }
        return address;
    }

    @Override
    public synchronized boolean unmap(long address, long bytes) {
        if (refuses() || !system.unmap(address, bytes)) {
            return false;
        }
        remove(address, bytes);
        return true;
    }

    private void remove(long address, long bytes) {
        Map.Entry<Long, Long> mapping = mappings.floorEntry(address);
        if (mapping == null || mapping.getKey() + mapping.getValue() < address + bytes) {
            throw new AssertionError("not mapped: address=0x" + Long.toHexString(address) + ", bytes=" + bytes);
        }
        long start = mapping.getKey();
        long end = start + mapping.getValue();
        mappings.remove(start);
        if (start < address) {
            mappings.put(start, address - start);
        }
        if (address + bytes < end) {
            mappings.put(address + bytes, end - address - bytes);
        }
    }

    @Override
    public boolean unmapsParts() {
        return system.unmapsParts();
    }

    @Override
    public synchronized boolean purge(long address, long bytes) {
        return !refuses() && system.purge(address, bytes);
    }

    @Override
    public synchronized boolean grow(long address, long oldBytes, long newBytes) {
        if (refuses() || !system.grow(address, oldBytes, newBytes)) {
            return false;
        }
        mappings.put(address, newBytes);
        return true;
    }

    @Override
    public synchronized boolean move(long address, long bytes, long newAddress, long newBytes) {
        if (refuses() || !system.move(address, bytes, newAddress, newBytes)) {
            return false;
        }
        remove(address, bytes);
        return true;
    }

    @Override
    public String lastRefusal() {
        return system.lastRefusal();
    }
}
