// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.weave;

import dev.seep.agent.weave.HookPoint.Allocation;
import dev.seep.agent.weave.HookPoint.Free;
import dev.seep.agent.weave.HookPoint.FreeUnlessRefused;
import dev.seep.agent.weave.HookPoint.FreeWithin;
import dev.seep.agent.weave.HookPoint.Method;
import dev.seep.agent.weave.HookPoint.Reallocation;
import dev.seep.agent.weave.HookPoint.Resize;
import dev.seep.agent.weave.ValueSource.Argument;
import dev.seep.agent.weave.ValueSource.Result;
import dev.seep.report.snapshot.Layer;
import java.util.List;

/** The hook points and calls of {@code seep-allocator}. */
final class AllocatorCatalogue {
    /*
     * Implementation notes
     *
     * A block may have the address of the mapping that it lies in: one is a block of a pool, the other base memory, and each
     * layer has a table of its own. While a block is reallocated, mappings may come, go, grow and move.
     *
     * What an arena cuts from a chunk is a block of the program, and the chunk is none.
     *
     * Its blocks are freed where the allocator has found that they are live: what it refuses is no free. The copy that a
     * reallocation makes and the block that it leaves pass neither of the hook points of allocation and free.
     */
    /** The JDK release from which the allocator runs. */
    static final int SINCE_JDK = 25;

    /** Its classes: what they call of each other is none of the application's calls. */
    static final String PACKAGE = "dev/seep/allocator/";

    static final String BLOCK = "seep";
    static final String MAPPING = "seep-span";

    private static final String ALLOCATOR = PACKAGE + "OffHeapAllocator";
    private static final String PIECES = PACKAGE + "Pieces";
    private static final String BLOCKS = PACKAGE + "core/Blocks";
    private static final String MAPPINGS = PACKAGE + "core/Mappings";
    private static final Argument FIRST = new Argument(0);
    private static final Argument SECOND = new Argument(1);
    private static final Argument THIRD = new Argument(2);
    private static final int LAST = Integer.MAX_VALUE;

    private AllocatorCatalogue() {}

    static List<HookPoint> hookPoints() {
        return List.of(
                allocation("tryAllocate", "(J)J"),
                allocation("tryAllocate", "(JJ)J"),
                allocation("tryAllocateZeroed", "(JJ)J"),
                new Allocation(new Method(PIECES, "cut", "(JJ)J"), new Result(), FIRST, BLOCK, Layer.POOL),
                new Free(new Method(PIECES, "gone", "(J)V"), FIRST, BLOCK, Layer.POOL),
                new Reallocation(
                        new Method(ALLOCATOR, "tryReallocate", "(JJ)J"), FIRST, SECOND, false, BLOCK, Layer.POOL),
                new Resize(new Method(ALLOCATOR, "tryReallocateInPlace", "(JJ)Z"), FIRST, SECOND, BLOCK, Layer.POOL),
                new Free(new Method(BLOCKS, "takeBack", "(L" + PACKAGE + "core/Span;IJ)V"), THIRD, BLOCK, Layer.POOL),
                new FreeWithin(new Method(MAPPINGS, "discard", "(JJ)Z"), FIRST, SECOND, BLOCK, Layer.POOL),
                new Allocation(new Method(MAPPINGS, "map", "(JJ)J"), new Result(), FIRST, MAPPING, Layer.BASE),
                new FreeUnlessRefused(new Method(MAPPINGS, "unmap", "(JJ)Z"), FIRST, SECOND, MAPPING, Layer.BASE),
                new FreeUnlessRefused(new Method(MAPPINGS, "move", "(JJJJ)Z"), FIRST, SECOND, MAPPING, Layer.BASE),
                new Resize(new Method(MAPPINGS, "grow", "(JJJ)Z"), FIRST, THIRD, MAPPING, Layer.BASE),
                new Resize(new Method(MAPPINGS, "cut", "(JJJ)Z"), FIRST, THIRD, MAPPING, Layer.BASE));
    }

    private static HookPoint allocation(String name, String descriptor) {
        return new Allocation(new Method(ALLOCATOR, name, descriptor), new Result(), FIRST, BLOCK, Layer.POOL);
    }

    static List<CallSitePattern> calls() {
        return List.of(
                call("allocate*", "*)J"),
                call("tryAllocate*", "*)J"),
                call("reallocate", "(JJ)J"),
                call("tryReallocate", "(JJ)J"),
                call("tryReallocateInPlace", "(JJ)Z"));
    }

    private static CallSitePattern call(String name, String descriptor) {
        return new CallSitePattern(ALLOCATOR, name, descriptor, List.of(BLOCK), SINCE_JDK, LAST);
    }

    /** {@return whether a call is one that a class of the allocator makes to another of them} */
    static boolean isInternal(String caller, String callee) {
        return caller.startsWith(PACKAGE) && callee.startsWith(PACKAGE);
    }
}
