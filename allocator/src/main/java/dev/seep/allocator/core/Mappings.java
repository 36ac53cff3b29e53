// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.core;

import dev.seep.allocator.os.PageSource;
import java.util.concurrent.atomic.LongAdder;

/** Every mapping of the allocator is made, changed and given back here. Thread-safe. */
final class Mappings {
    private final PageSource source;
    private final LongAdder mappedBytes = new LongAdder();
    private final LongAdder purgedBytes = new LongAdder();
    private volatile Observer observer = Observer.NONE;

    Mappings(PageSource source) {
        this.source = source;
    }

    /** Maps zeroed memory. {@return its address, or 0 if it is refused} */
    long map(long bytes, long alignment) {
        long address = source.map(bytes, alignment);
        if (address != 0) {
            mappedBytes.add(bytes);
            observer.mapped(address, bytes);
        }
        return address;
    }

    /** Gives back a whole mapping. {@return false if that is refused} */
    boolean unmap(long address, long bytes) {
        boolean unmapped = source.unmap(address, bytes);
        if (unmapped) {
            mappedBytes.add(-bytes);
            observer.unmapped(address, bytes);
        }
        return unmapped;
    }

    /** Gives back a whole mapping, blocks in it that are live and all. {@return false if that is refused} */
    boolean discard(long address, long bytes) {
        return unmap(address, bytes);
    }

    /** Gives back the tail of a mapping. {@return false if that is refused, or no part can be given back} */
    boolean cut(long address, long oldBytes, long newBytes) {
        boolean cut = source.unmapsParts() && source.unmap(address + newBytes, oldBytes - newBytes);
        if (cut) {
            mappedBytes.add(newBytes - oldBytes);
            observer.unmapped(address + newBytes, oldBytes - newBytes);
        }
        return cut;
    }

    /** Makes a mapping larger, at its address. {@return false if that is refused} */
    boolean grow(long address, long oldBytes, long newBytes) {
        boolean grown = source.grow(address, oldBytes, newBytes);
        if (grown) {
            mappedBytes.add(newBytes - oldBytes);
            observer.mapped(address + oldBytes, newBytes - oldBytes);
        }
        return grown;
    }

    /** Moves a mapping to the place of another one, which it replaces. {@return false if that is refused} */
    boolean move(long address, long bytes, long newAddress, long newBytes) {
        boolean moved = source.move(address, bytes, newAddress, newBytes);
        if (moved) {
            mappedBytes.add(-bytes);
            observer.unmapped(address, bytes);
        }
        return moved;
    }

    /** Makes pages not resident; they read as zeros. {@return false if that is refused} */
    boolean purge(long address, long bytes) {
        long start = System.nanoTime();
        boolean purged = source.purge(address, bytes);
        if (purged) {
            purgedBytes.add(bytes);
            observer.purged(address, bytes, System.nanoTime() - start);
        }
        return purged;
    }

    /** Says from now on what is done to mappings. */
    void observe(Observer observer) {
        this.observer = observer;
    }

    /** Says that no memory is to be had. */
    void refused(long wantedBytes, Budget budget) {
        observer.refused(wantedBytes, budget.bytes(), budget.maxBytes(), lastRefusal());
    }

    long osPageBytes() {
        return source.pageSize();
    }

    long mappedBytes() {
        return mappedBytes.sum();
    }

    long purgedBytes() {
        return purgedBytes.sum();
    }

    String lastRefusal() {
        return source.lastRefusal();
    }
}
