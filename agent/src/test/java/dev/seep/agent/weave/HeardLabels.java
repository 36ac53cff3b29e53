// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.weave;

import dev.seep.agent.hook.AllocationListener;
import dev.seep.agent.hook.CallSlot;
import dev.seep.agent.site.CallSites;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notes each allocation as its size and the method that its label names. */
final class HeardLabels implements AllocationListener {
    private final CallSites callSites;
    private final List<String> heard = new ArrayList<>();

    HeardLabels(CallSites callSites) {
        this.callSites = callSites;
    }

    /** {@return what was heard since the last time, such as {@code "13 Nested.method"}, or {@code "13 -"} without label} */
    List<String> take() {
        List<String> taken = List.copyOf(heard);
        heard.clear();
        return taken;
    }

    @Override
    public void allocated(long address, long size, int kind, @Nullable CallSlot slot) {
        int site = slot == null ? 0 : slot.takeCallSite();
        heard.add(size + " " + (site == 0 ? "-" : describe(callSites.frame(site))));
    }

    private static String describe(StackTraceElement frame) {
        String name = frame.getClassName();
        int nested = name.indexOf('$');
        return (nested < 0 ? "" : name.substring(nested + 1) + ".") + frame.getMethodName();
    }

    @Override
    public void freed(long address, int kind) {}

    @Override
    public void freedWithin(long address, long size, int kind) {}

    @Override
    public void reallocating(long address, int kind) {}

    @Override
    public void reallocated(long address, long size, int kind) {}

    @Override
    public void resized(long address, long size, int kind) {}

    @Override
    public void reallocationFailed(int kind) {}

    @Override
    public void called(int site, long nanos, boolean early) {}
}
