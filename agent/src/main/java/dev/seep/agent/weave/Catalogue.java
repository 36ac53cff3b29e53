// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.weave;

import dev.seep.agent.weave.HookPoint.Allocation;
import dev.seep.agent.weave.HookPoint.Free;
import dev.seep.agent.weave.HookPoint.Method;
import dev.seep.agent.weave.HookPoint.Reallocation;
import dev.seep.agent.weave.HookPoint.Refinement;
import dev.seep.agent.weave.ValueSource.Argument;
import dev.seep.agent.weave.ValueSource.Field;
import dev.seep.agent.weave.ValueSource.Result;
import dev.seep.report.snapshot.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The hook points that Seep knows. */
public final class Catalogue {
    private static final String UNSAFE = "jdk/internal/misc/Unsafe";
    private static final String UNMAPPER = "sun/nio/ch/FileChannelImpl$Unmapper";
    private static final String SEGMENT_FACTORIES = "jdk/internal/foreign/SegmentFactories";
    private static final String SESSION = "Ljdk/internal/foreign/MemorySessionImpl;";

    /** The JDK release from which arenas can be told apart. */
    public static final int ARENAS_SINCE_JDK = 25;

    private static final Set<String> FREED_BY_HAND_ONLY = Set.of("arena-confined", "arena-shared");

    private Catalogue() {}

    /** {@return whether blocks of a kind are lost with their owner, because no cleaner frees them} */
    public static boolean isLostWithOwner(String kind) {
        return FREED_BY_HAND_ONLY.contains(kind);
    }

    /** {@return whether blocks of a kind are what a pool hands out in smaller blocks, each counted at its own line} */
    public static boolean isPoolsOwn(String kind) {
        return kind.equals(AllocatorCatalogue.MAPPING);
    }

    /** {@return the hook points that apply to a JDK of the given feature release} */
    public static List<HookPoint> forJdk(int feature) {
        List<HookPoint> points = new ArrayList<>();
        for (HookPoint point : ofJdk()) {
            if (feature >= point.sinceJdk()) {
                points.add(point);
            }
        }
        if (feature >= AllocatorCatalogue.SINCE_JDK) {
            points.addAll(AllocatorCatalogue.hookPoints());
        }
        return points;
    }

    private static List<HookPoint> ofJdk() {
        return List.of(
                new Allocation(
                        new Method(UNSAFE, "allocateMemory", "(J)J"),
                        new Result(),
                        new Argument(0),
                        "unsafe",
                        Layer.BASE),
                new Reallocation(
                        new Method(UNSAFE, "reallocateMemory", "(JJ)J"),
                        new Argument(0),
                        new Argument(1),
                        true,
                        "unsafe",
                        Layer.BASE),
                new Free(new Method(UNSAFE, "freeMemory", "(J)V"), new Argument(0), "unsafe", Layer.BASE),
                directBuffer(),
                arena(),
                new Allocation(
                        new Method(UNMAPPER, "<init>", "(JJJLjava/io/FileDescriptor;I)V"),
                        new Argument(0),
                        new Argument(2),
                        "mapped",
                        Layer.MAPPED),
                new Free(new Method(UNMAPPER, "unmap", "()V"), new Field("address"), "mapped", Layer.MAPPED));
    }

    private static HookPoint directBuffer() {
        return new Refinement(
                new Method("java/nio/DirectByteBuffer", "<init>", "(I)V"),
                new Method(UNSAFE, "allocateMemory", "(J)J"),
                new Argument(0),
                "direct",
                Layer.BASE,
                Map.of(),
                Refinement.THIS,
                17);
    }

    /** The asked-for size is the parameter: below, it is rounded up to 8 bytes and enlarged for alignment. */
    private static HookPoint arena() {
        return new Refinement(
                new Method(SEGMENT_FACTORIES, "allocateNativeInternal", "(JJ" + SESSION + "ZZ)J"),
                new Method(SEGMENT_FACTORIES, "allocateMemoryWrapper", "(J)J"),
                new Argument(0),
                "unsafe",
                Layer.BASE,
                Map.of(
                        "jdk.internal.foreign.ConfinedSession", "arena-confined",
                        "jdk.internal.foreign.SharedSession", "arena-shared",
                        "jdk.internal.foreign.ImplicitSession", "arena-auto",
                        "jdk.internal.foreign.GlobalSession", "arena-global"),
                2,
                ARENAS_SINCE_JDK);
    }
}
