// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.ledger;

import dev.seep.integration.program.Marks;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Allocates, reallocates and frees on four threads for so many milliseconds, hands every third block to another thread to
 * free, and says what it has left.
 *
 * <p>Its shared queue and the threads' lists are the ledger: whoever takes a block out of them frees it.
 */
final class MixedTraffic {
    private static final int THREADS = 4;
    private static final int FILE_SIZE = 1 << 20;
    private static final ConcurrentLinkedQueue<Block> HANDED_OVER = new ConcurrentLinkedQueue<>();

    private final List<Block> kept = new ArrayList<>();
    private final SplittableRandom random;
    private final FileChannel file;
    private final int mostKept;
    private long operations;

    private MixedTraffic(long seed, FileChannel file, int mostKept) {
        random = new SplittableRandom(seed);
        this.file = file;
        this.mostKept = mostKept;
    }

    public static void main(String[] args) throws Exception {
        long end = System.nanoTime() + Long.parseLong(args[0]) * 1_000_000L;
        int mostKept = Integer.parseInt(args[1]);
        Path mapped = Files.write(Path.of("mapped"), new byte[FILE_SIZE]);
        try (FileChannel file = FileChannel.open(mapped)) {
            List<MixedTraffic> traffic = new ArrayList<>();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                MixedTraffic one = new MixedTraffic(i, file, mostKept);
                traffic.add(one);
                Thread thread = new Thread(() -> one.runUntil(end));
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            sayLedger(traffic);
        }
    }

    private void runUntil(long end) {
        try {
            while (System.nanoTime() < end) {
                for (int i = 0; i < 100; i++) {
                    step();
                }
            }
        } catch (Throwable t) {
            throw new IllegalStateException(t);
        }
    }

    private void step() throws Throwable {
        operations++;
        int choice = random.nextInt(100);
        if (kept.size() >= mostKept || choice < 25) {
            freeOne();
        } else if (choice < 35) {
            reallocateOne();
        } else if (choice < 75) {
            keepOrHandOver(Block.Raw.allocate(1 + random.nextInt(4_000)));
        } else if (choice < 98) {
            keepOrHandOver(Block.Direct.allocate(random.nextInt(8_000)));
        } else {
            keepOrHandOver(Block.Mapped.map(file, random.nextInt(10_000), 1 + random.nextInt(100_000)));
        }
    }

    private void keepOrHandOver(Block block) {
        if (random.nextInt(3) == 0) {
            HANDED_OVER.add(block);
        } else {
            kept.add(block);
        }
    }

    private void freeOne() {
        Block block = random.nextInt(3) == 0 ? HANDED_OVER.poll() : takeKept();
        if (block != null) {
            block.free();
        }
    }

    private Block takeKept() {
        if (kept.isEmpty()) {
            return Block.Direct.allocate(1);
        }
        int last = kept.size() - 1;
        int index = random.nextInt(kept.size());
        Block taken = kept.get(index);
        kept.set(index, kept.get(last));
        kept.remove(last);
        return taken;
    }

    private void reallocateOne() throws Throwable {
        Block block = takeKept();
        kept.add(block instanceof Block.Raw raw ? raw.reallocate(1 + random.nextInt(6_000)) : block);
    }

    private static void sayLedger(List<MixedTraffic> traffic) {
        List<Block> live = new ArrayList<>(HANDED_OVER);
        traffic.forEach(one -> live.addAll(one.kept));
        say(live, "raw", Block.Raw.class);
        say(live, "direct", Block.Direct.class);
        say(live, "mapped", Block.Mapped.class);
        Marks.say(
                "operations", traffic.stream().mapToLong(one -> one.operations).sum());
    }

    private static void say(List<Block> live, String name, Class<? extends Block> type) {
        Marks.say(name + ".count", live.stream().filter(type::isInstance).count());
        Marks.say(
                name + ".bytes",
                live.stream().filter(type::isInstance).mapToLong(Block::size).sum());
    }
}
