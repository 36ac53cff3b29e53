// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import dev.seep.report.snapshot.Frame;
import java.util.List;

/** Frames of a stack trace by class, method and line, as a key of a hash table. */
final class FramesKey {
    private final List<Frame> frames;
    private final int hash;

    FramesKey(List<Frame> frames) {
        this.frames = frames;
        int code = frames.size();
        for (int i = 0; i < frames.size(); i++) {
            Frame frame = frames.get(i);
            code = (31 * code + frame.className().hashCode()) * 31 + frame.line();
        }
        this.hash = code;
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof FramesKey key) || hash != key.hash || frames.size() != key.frames.size()) {
            return false;
        }
        for (int i = 0; i < frames.size(); i++) {
            if (!CallSiteKey.same(frames.get(i), key.frames.get(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
