// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import dev.seep.report.snapshot.Frame;
import java.util.List;

/** Class, method and line of a frame: what makes two frames the same call site. */
final class CallSiteKey {
    // Not a record: the hashCode of a record is linked by method handles, which a JVM that is ending should not load.
    private final Frame frame;

    CallSiteKey(Frame frame) {
        this.frame = frame;
    }

    static boolean same(Frame one, Frame other) {
        return one == other
                || (one.line() == other.line()
                        && one.methodName().equals(other.methodName())
                        && one.className().equals(other.className()));
    }

    /** {@return the index of the first frame that is not of the JDK, or -1 when there is none} */
    static int indexIn(List<Frame> frames) {
        for (int i = 0; i < frames.size(); i++) {
            if (!frames.get(i).jdk()) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CallSiteKey key && same(frame, key.frame);
    }

    @Override
    public int hashCode() {
        return (31 * frame.className().hashCode() + frame.methodName().hashCode()) * 31 + frame.line();
    }
}
