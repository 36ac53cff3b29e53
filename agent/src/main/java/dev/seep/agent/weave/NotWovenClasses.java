// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.weave;

import dev.seep.report.snapshot.NotSeen;
import java.util.ArrayList;
import java.util.List;

/** The classes that could not be woven, or only in part. Bounded and thread-safe. */
public final class NotWovenClasses {
    static final int MAX = 100;

    private final List<NotSeen.NotWoven> classes = new ArrayList<>();
    private int others;

    /** Makes an empty list. */
    public NotWovenClasses() {}

    /**
     * Adds a class, unless it is there with the same reason.
     *
     * @param className its internal or binary name
     * @param reason why, in a few words
     */
    synchronized void add(String className, String reason) {
        String binaryName = className.replace('/', '.');
        for (NotSeen.NotWoven known : classes) {
            if (known.className().equals(binaryName) && known.reason().equals(reason)) {
                return;
            }
        }
        if (classes.size() == MAX) {
            others++;
            return;
        }
        classes.add(new NotSeen.NotWoven(binaryName, reason));
    }

    /** {@return the first classes that were added, and an entry that says how often there was no room for one} */
    public synchronized List<NotSeen.NotWoven> list() {
        List<NotSeen.NotWoven> copy = new ArrayList<>(classes);
        if (others > 0) {
            copy.add(new NotSeen.NotWoven("*", others + " more were not woven"));
        }
        return copy;
    }
}
