// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.weave;

import java.util.ArrayList;
import java.util.List;

/** The calls that Seep puts a label around. */
public final class CallSiteCatalogue {
    private static final String ANY = CallSitePattern.ANY;
    private static final String MAP_MODE = "Ljava/nio/channels/FileChannel$MapMode;";
    private static final String SEGMENT = "Ljava/lang/foreign/MemorySegment;";
    private static final String INCUBATOR_SEGMENT = "Ljdk/incubator/foreign/MemorySegment;";
    private static final List<String> UNSAFE = List.of("unsafe");
    private static final List<String> MAPPED = List.of("mapped");
    private static final List<String> SEGMENTS =
            List.of("arena-confined", "arena-shared", "arena-auto", "arena-global", AllocatorCatalogue.BLOCK);
    private static final List<String> ANY_KIND = List.of();
    private static final int FIRST = 17;
    private static final int LAST = Integer.MAX_VALUE;

    private CallSiteCatalogue() {}

    /** {@return the patterns that apply to a JDK of the given feature release} */
    public static List<CallSitePattern> forJdk(int feature) {
        List<CallSitePattern> patterns = new ArrayList<>();
        addTo(patterns, ofJdk(), feature);
        addTo(patterns, AllocatorCatalogue.calls(), feature);
        return patterns;
    }

    private static void addTo(List<CallSitePattern> chosen, List<CallSitePattern> patterns, int feature) {
        for (CallSitePattern pattern : patterns) {
            if (feature >= pattern.sinceJdk() && feature <= pattern.lastJdk()) {
                chosen.add(pattern);
            }
        }
    }

    /** {@return whether a call stands inside of the library that it calls: who called that is what counts} */
    static boolean isInternal(String caller, String callee) {
        return AllocatorCatalogue.isInternal(caller, callee);
    }

    private static List<CallSitePattern> ofJdk() {
        int arenas = Catalogue.ARENAS_SINCE_JDK;
        String direct = "(I)Ljava/nio/ByteBuffer;";
        String segment = "*)" + SEGMENT;
        String incubatorSegment = "*)" + INCUBATOR_SEGMENT;
        return List.of(
                always("sun/misc/Unsafe", "allocateMemory", "(J)J", UNSAFE),
                always("jdk/internal/misc/Unsafe", "allocateMemory", "(J)J", UNSAFE),
                always("sun/misc/Unsafe", "reallocateMemory", "(JJ)J", ANY_KIND), // the old block's kind, whichever
                always("jdk/internal/misc/Unsafe", "reallocateMemory", "(JJ)J", ANY_KIND),
                always("java/nio/ByteBuffer", "allocateDirect", direct, List.of("direct")),
                always("java/nio/MappedByteBuffer", "allocateDirect", direct, List.of("direct")), // inherits it
                always(ANY, "map", "(" + MAP_MODE + "JJ)Ljava/nio/MappedByteBuffer;", MAPPED),
                always(ANY, "map", "(" + MAP_MODE + "JJLjava/lang/foreign/Arena;)" + SEGMENT, MAPPED),
                new CallSitePattern(ANY, "allocate*", segment, SEGMENTS, arenas, LAST),
                new CallSitePattern(ANY, "allocate*", segment, UNSAFE, FIRST, arenas - 1),
                new CallSitePattern(ANY, "allocate*", incubatorSegment, UNSAFE, FIRST, 18));
    }

    private static CallSitePattern always(String owner, String name, String descriptor, List<String> kinds) {
        return new CallSitePattern(owner, name, descriptor, kinds, FIRST, LAST);
    }
}
