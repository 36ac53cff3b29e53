// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.os;

import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/** Chooses the page source of the platform. */
public final class PageSources {
    private static @Nullable PageSource system;

    private PageSources() {}

    /**
     * {@return the page source of this operating system; the same for all who ask}
     *
     * @throws UnsupportedOperationException on a 32-bit JVM
     * @throws IllegalStateException if native access is denied to this module
     */
    public static synchronized PageSource system() {
        PageSource source = system;
        if (source == null) {
            source = of(System.getProperty("os.name"), ValueLayout.ADDRESS.byteSize());
            system = source;
        }
        return source;
    }

    static PageSource of(String osName, long addressBytes) {
        if (addressBytes != Long.BYTES) {
            throw new UnsupportedOperationException(
                    "the allocator needs a 64-bit JVM: addressBits=" + addressBytes * Byte.SIZE);
        }
        try {
            return open(osName);
        } catch (IllegalCallerException e) {
            throw denied(e);
        }
    }

    private static PageSource open(String osName) {
        if (osName.startsWith("Windows")) {
            return new WindowsPageSource();
        }
        if (osName.startsWith("Mac")) {
            return new PosixPageSource(PosixPageSource.Dialect.MACOS);
        }
        return new PosixPageSource(PosixPageSource.Dialect.LINUX);
    }

    private static IllegalStateException denied(IllegalCallerException cause) {
        Module module = PageSources.class.getModule();
        String name = module.isNamed() ? module.getName() : "ALL-UNNAMED";
        return new IllegalStateException(
                "the allocator may not call the operating system: module=" + name
                        + " [start java with --enable-native-access=" + name + "]",
                cause);
    }
}
