// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent;

import dev.seep.agent.hook.AllocationListener;
import dev.seep.agent.hook.CallSlot;
import dev.seep.agent.hook.Hooks;

/**
 * Takes the path of an allocation once, before anything is woven, so that every class of it has been loaded.
 *
 * <p>Loading a class allocates; the first allocation must not do that from within itself.
 */
final class WarmUp {
    /** An address that no allocator gives. */
    private static final long NOWHERE = 8;

    private WarmUp() {}

    static void run(Tracking tracking) {
        int kind = 0;
        Hooks.listen(tracking.recorder());
        Hooks.enter(1);
        Hooks.enter(1, kind);
        Hooks.allocated(NOWHERE, 1, kind);
        Hooks.clear();
        Hooks.leave();
        Hooks.reallocating(NOWHERE, 2, kind);
        Hooks.reallocated(NOWHERE, 2, kind);
        Hooks.reallocating(NOWHERE, 3, kind);
        Hooks.reallocationFailed(kind);
        Hooks.enter(1, kind, "subject");
        Hooks.clear();
        Hooks.enterOwned(1, kind, "subject");
        Hooks.clear();
        Hooks.reallocating(NOWHERE, kind);
        Hooks.reallocatedUnlessRefused(0, 3, kind);
        Hooks.resizedUnlessRefused(true, NOWHERE, 4, kind);
        Hooks.freedUnlessRefused(true, NOWHERE, 4, kind);
        Hooks.freedWithin(2 * NOWHERE, 1, kind);
        Hooks.freed(NOWHERE, kind);
        tracking.recorder().called(kind, 0, true);
        tracking.sampled().warmUp(kind, kind);
        Hooks.listen(AllocationListener.NONE);
        tracking.liveTables().clear();
        tracking.stackTable().clear();
        tracking.samples().clear();
        tracking.sampled().warmUpOwners(NOWHERE, kind);
        if (CallSlot.held() != null) {
            throw new IllegalStateException("warm-up left a slot claimed");
        }
    }
}
