// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.program;

/** Allocates and frees off-heap memory in a way that one comparison is about. Confined to one thread. */
interface Program {
    /**
     * Runs {@code pairs} pairs of an allocation and a free.
     *
     * <p>Called over and over at a stack depth of about 20, counted from the native call.
     */
    void run(int pairs);

    /** {@return the program of that name} */
    static Program named(String name, int seed) {
        return switch (name) {
            case "hot" -> new HotPair();
            case "mixed" -> new RandomReplacement(seed);
            case "sites" -> new ManySites(seed);
            case "direct" -> new DroppedBuffers();
            case "arena" -> ofJava25("ConfinedArena");
            case "arena-shared" -> ofJava25("SharedArena");
            case "pool" -> ofJava25("PooledPair");
            case "pool-mixed" -> ofJava25("PooledReplacement");
            default -> throw new IllegalArgumentException("unknown program: name=" + name);
        };
    }

    private static Program ofJava25(String className) {
        try {
            return Class.forName(Program.class.getPackageName() + "." + className)
                    .asSubclass(Program.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make the program: class=" + className, e);
        }
    }
}
