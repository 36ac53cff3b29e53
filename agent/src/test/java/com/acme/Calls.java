// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package com.acme;

import java.util.function.Supplier;

/** Lines from which tests capture stacks. */
public final class Calls {
    private Calls() {}

    public static <T> T here(Supplier<T> capture) {
        return capture.get();
    }

    public static <T> T there(Supplier<T> capture) {
        return capture.get();
    }

    public static <T> T twoLines(boolean first, Supplier<T> capture) {
        if (first) {
            return here(capture);
        }
        return here(capture);
    }

    /** Calls {@link #here} below this number of frames of its own. */
    public static <T> T below(int frames, Supplier<T> capture) {
        return frames == 0 ? here(capture) : below(frames - 1, capture);
    }
}
