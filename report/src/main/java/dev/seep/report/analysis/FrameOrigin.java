// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import dev.seep.report.snapshot.Frame;

/** Tells the application's frames from those that only pass an allocation on. */
final class FrameOrigin {
    /** Packages of libraries that own an allocator or a pool; shaded copies have something before them. */
    private static final String[] LIBRARIES = {
        "io.netty.buffer.",
        "io.netty.util.",
        "io.netty.channel.",
        "org.lwjgl.system.",
        "com.sun.jna.",
        "org.rocksdb.",
        "org.apache.arrow.memory.",
        "dev.seep.allocator.",
    };

    private FrameOrigin() {}

    /** {@return whether a frame belongs neither to the JDK nor to a library that allocates for others} */
    static boolean isApplication(Frame frame) {
        if (frame.jdk()) {
            return false;
        }
        for (String library : LIBRARIES) {
            int at = frame.className().indexOf(library);
            if (at == 0 || (at > 0 && frame.className().charAt(at - 1) == '.')) {
                return false;
            }
        }
        return true;
    }
}
