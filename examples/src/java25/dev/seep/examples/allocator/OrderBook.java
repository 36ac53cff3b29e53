// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.examples.allocator;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.seep.allocator.OffHeapAllocator;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;

/** Finance: orders to buy, by price and then first come, first served; each is a block, linked to the next by its address. */
public final class OrderBook {
    private static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
    private static final long NEXT = Long.BYTES; // behind the quantity
    private static final int PRICES = 100;
    private static final OffHeapAllocator ALLOCATOR = OffHeapAllocator.create();

    private final long[] first = new long[PRICES];
    private final long[] last = new long[PRICES];

    public static void main(String[] args) {
        OrderBook book = new OrderBook();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 1_000_000; i++) {
            book.buy(random.nextInt(PRICES), random.nextInt(1, 100));
            book.sell(random.nextInt(PRICES), random.nextInt(1, 300));
        }
        System.out.println("orders left: " + ALLOCATOR.stats().liveBlocks());
        book.sell(0, Long.MAX_VALUE);
        System.out.println("orders in an empty book: " + ALLOCATOR.stats().liveBlocks());
    }

    private void buy(int price, long quantity) {
        long order = ALLOCATOR.allocate(2 * Long.BYTES);
        MEMORY.set(JAVA_LONG, order, quantity);
        MEMORY.set(JAVA_LONG, order + NEXT, 0);
        if (first[price] != 0) {
            MEMORY.set(JAVA_LONG, last[price] + NEXT, order);
        }
        first[price] = first[price] == 0 ? order : first[price];
        last[price] = order;
    }

    /** Sells to the best buyers, down to a price; what nobody wants at that price is not sold. */
    private void sell(int lowestPrice, long quantity) {
        long left = quantity;
        for (int price = PRICES - 1; price >= lowestPrice && left > 0; price--) {
            for (long order = first[price]; order != 0 && left > 0; order = first[price]) {
                long wanted = MEMORY.get(JAVA_LONG, order) - left;
                MEMORY.set(JAVA_LONG, order, wanted);
                left = Math.max(0, -wanted);
                if (wanted <= 0) {
                    first[price] = MEMORY.get(JAVA_LONG, order + NEXT);
                    ALLOCATOR.free(order);
                }
            }
        }
    }
}
