// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.allocator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An allocator, and the way to it. */
enum Peer {
    SEEP("seep", "seep", "SeepBlocks", null),
    UNSAFE("unsafe", "Unsafe", "UnsafeBlocks", null),
    TCMALLOC("tcmalloc", "tcmalloc", "CallBlocks", Library.TCMALLOC),
    MIMALLOC("mimalloc", "mimalloc", "CallBlocks", Library.MIMALLOC),
    C_TCMALLOC("c-tcmalloc", "C tcmalloc", null, Library.TCMALLOC),
    C_MIMALLOC("c-mimalloc", "C mimalloc", null, Library.MIMALLOC),
    C_GLIBC("c-glibc", "C glibc", null, null),
    NETTY_POOLED("netty-pooled", "Netty pooled", "NettyPooledBlocks", null),
    NETTY_POOLED_UNSAFE("netty-pooled-unsafe", "Netty pooled, Unsafe", "NettyPooledBlocks", null),
    NETTY_ADAPTIVE("netty-adaptive", "Netty adaptive", "NettyAdaptiveBlocks", null),
    NETTY_ADAPTIVE_UNSAFE("netty-adaptive-unsafe", "Netty adaptive, Unsafe", "NettyAdaptiveBlocks", null),
    LWJGL("lwjgl", "LWJGL", "LwjglBlocks", null),
    ARENA("arena", "Arena.ofConfined", "ArenaBlocks", null);

    private final String key;
    private final String title;
    private final @Nullable String blocksClass;
    private final @Nullable Library library;

    Peer(String key, String title, @Nullable String blocksClass, @Nullable Library library) {
        this.key = key;
        this.title = title;
        this.blocksClass = blocksClass;
        this.library = library;
    }

    /** {@return the name it has on the command line} */
    String key() {
        return key;
    }

    /** {@return what tables call it} */
    String title() {
        return title;
    }

    /** {@return the class of its blocks in {@code dev.seep.benchmarks.blocks}; null if its programs are in C} */
    @Nullable
    String blocksClass() {
        return blocksClass;
    }

    /** {@return the native library that it is; null if it needs none} */
    @Nullable
    Library library() {
        return library;
    }

    /** {@return whether it can run a program} */
    boolean runs(Row row) {
        return switch (row.part()) {
            case ARENAS -> this == SEEP || this == ARENA;
            case KERNELS -> this == SEEP || this == UNSAFE || this == TCMALLOC || this == MIMALLOC;
            default -> this != ARENA || !row.handsOver();
        };
    }

    /** {@return the options of its JVM} */
    List<String> jvmArguments() {
        boolean noUnsafe = this == NETTY_POOLED || this == NETTY_ADAPTIVE;
        List<String> arguments = new ArrayList<>(List.of("--enable-native-access=ALL-UNNAMED"));
        if (!noUnsafe) {
            arguments.add("--sun-misc-unsafe-memory-access=allow");
        }
        arguments.add("-Dio.netty.leakDetection.level=disabled");
        return arguments;
    }

    /**
     * {@return the peers of these names, all for {@code all}}
     *
     * @throws IllegalArgumentException if there is none of a name
     */
    static List<Peer> of(List<String> keys) {
        if (keys.equals(List.of("all"))) {
            return List.of(values());
        }
        List<Peer> peers = new ArrayList<>();
        for (String key : keys) {
            peers.add(of(key));
        }
        return peers;
    }

    static Peer of(String key) {
        List<String> known = new ArrayList<>();
        for (Peer peer : values()) {
            if (peer.key.equals(key)) {
                return peer;
            }
            known.add(peer.key);
        }
        throw new IllegalArgumentException(
                "unknown peer: --peers " + key + " [one of " + String.join(", ", known) + "]");
    }
}
