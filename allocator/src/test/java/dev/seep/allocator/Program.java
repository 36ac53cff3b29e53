// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * A program of allocations, reallocations and frees, made at random and made smaller when it fails.
 *
 * @param steps what it does, in this order
 */
record Program(List<Step> steps) {
    /** Number of blocks that a program has at one time. */
    static final int SLOTS = 24;

    enum Kind {
        ALLOCATE,
        ALLOCATE_ALIGNED,
        ALLOCATE_ZEROED,
        REALLOCATE,
        REALLOCATE_IN_PLACE,
        FREE,
        PURGE
    }

    /**
     * One step.
     *
     * @param slot which of the program's blocks it is about
     */
    record Step(Kind kind, int slot, long size, long alignment) {}

    static Program random(long seed, int length) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            Kind kind = random.nextInt(40) == 0 ? Kind.PURGE : Kind.values()[random.nextInt(Kind.PURGE.ordinal())];
            steps.add(new Step(kind, random.nextInt(SLOTS), size(random), 1L << random.nextInt(18)));
        }
        return new Program(steps);
    }

    /** Most are small; all classes come, sizes around page and class limits, and now and then one with its own mapping. */
    private static long size(SplittableRandom random) {
        return switch (random.nextInt(12)) {
            case 0 -> 0;
            case 1 -> random.nextLong(1, 17);
            case 2 -> (1L << random.nextInt(4, 20)) + random.nextInt(-1, 2);
            case 3 -> random.nextLong(64 * 1024, 1024 * 1024);
            case 4 -> random.nextInt(8) == 0 ? random.nextLong(32 << 20, 40 << 20) : random.nextLong(1 << 20, 4 << 20);
            default -> random.nextLong(1, 64 * 1024);
        };
    }

    /** {@return a program that fails as well, from which no step can be left out and no size be made smaller} */
    Program shrunk(Predicate<Program> fails) {
        Program program = this;
        for (int chunk = steps.size() / 2; chunk > 0; chunk /= 2) {
            for (int start = 0; start < program.steps.size(); ) {
                Program shorter = program.without(start, chunk);
                if (fails.test(shorter)) {
                    program = shorter;
                } else {
                    start += chunk;
                }
            }
        }
        for (int i = 0; i < program.steps.size(); i++) {
            for (long size = program.steps.get(i).size() / 2; size > 0; size /= 2) {
                Program smaller = program.withSize(i, size);
                if (fails.test(smaller)) {
                    program = smaller;
                }
            }
        }
        return program;
    }

    private Program without(int start, int count) {
        List<Step> left = new ArrayList<>(steps.subList(0, start));
        left.addAll(steps.subList(Math.min(start + count, steps.size()), steps.size()));
        return new Program(left);
    }

    private Program withSize(int index, long size) {
        List<Step> changed = new ArrayList<>(steps);
        Step old = steps.get(index);
        changed.set(index, new Step(old.kind(), old.slot(), size, old.alignment()));
        return new Program(changed);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Step step : steps) {
            text.append("\n  ").append(step);
        }
        return text.toString();
    }
}
