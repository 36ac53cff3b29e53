// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.live;

import org.jspecify.annotations.Nullable;

/** Tells virtual threads from platform threads, on JDKs that have both and on those that do not. */
final class VirtualThreads {
    private static final @Nullable Class<?> BASE_CLASS = baseClass();

    private VirtualThreads() {}

    private static @Nullable Class<?> baseClass() {
        try {
            return Class.forName("java.lang.BaseVirtualThread", false, null);
        } catch (ClassNotFoundException e) {
            return null; // JDK 17
        }
    }

    static boolean isVirtual(Thread thread) {
        return BASE_CLASS != null && BASE_CLASS.isInstance(thread);
    }
}
