// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.weave;

import dev.seep.agent.kind.Kinds;
import dev.seep.agent.site.CallSites;
import dev.seep.agent.stack.FrameNames;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives calls their labels: the ids of call sites. Thread-safe. */
final class CallLabels {
    private final CallSitePattern[] patterns;
    private final int[] kindsOf; // a bit each, by the index of the pattern
    private final CallSites callSites;

    CallLabels(List<CallSitePattern> patterns, Kinds kinds, CallSites callSites) {
        this.patterns = patterns.toArray(new CallSitePattern[0]);
        kindsOf = new int[patterns.size()];
        for (int i = 0; i < kindsOf.length; i++) {
            kindsOf[i] = kinds.bits(patterns.get(i).kinds());
        }
        this.callSites = callSites;
    }

    /**
     * {@return whether a call gets a label}
     *
     * @param caller internal name of the class that it stands in
     */
    boolean isMeant(String caller, String owner, String name, String descriptor) {
        return patternOf(caller, owner, name, descriptor) >= 0;
    }

    private int patternOf(String caller, String owner, String name, String descriptor) {
        if (CallSiteCatalogue.isInternal(caller, owner)) {
            return -1;
        }
        for (int i = 0; i < patterns.length; i++) {
            if (patterns[i].matches(owner, name, descriptor)) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Gives a call its label.
     *
     * @param place where the call stands
     * @return the id of the call site, or 0 if the call gets none
     */
    int labelOf(Place place, String owner, String name, String descriptor) {
        int pattern = patternOf(place.className, owner, name, descriptor);
        return pattern < 0 ? 0 : callSites.idOf(place.frame(), kindsOf[pattern]);
    }

    /**
     * Where a call stands.
     *
     * @param className internal name of the class
     * @param method name of the method
     * @param file source file, if known
     * @param line line, or -1
     */
    record Place(String className, String method, @Nullable String file, int line) {
        /** {@return the frame that a stack trace through the call would have} */
        StackTraceElement frame() {
            return new StackTraceElement(FrameNames.className(className.replace('/', '.')), method, file, line);
        }
    }
}
