// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent;

import dev.seep.agent.weave.Catalogue;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;

/** Says what Seep cannot see or tell apart in this JVM, a sentence each. */
final class Blindness {
    private static final String NETTY_LINKER = ".util.internal.CleanerJava24Linker";

    private Blindness() {}

    static List<String> sentences(Instrumentation instrumentation, long droppedEvents) {
        List<String> sentences = new ArrayList<>();
        sentences.add("malloc inside native libraries, thread stacks, the JVM's own memory");
        sentences.add("malloc by foreign-function downcalls, zlib's native memory, blocks inside pools but Seep's own");
        int feature = Runtime.version().feature();
        if (feature < Catalogue.ARENAS_SINCE_JDK) {
            sentences.add("arenas are not told apart on JDK " + feature + ": their blocks are of kind unsafe,"
                    + " with the sizes that the JDK rounds them up to");
        }
        if (isNettyLinkerUsed(instrumentation)) {
            sentences.add(
                    "Netty allocates by malloc downcalls here (native access is enabled): its buffers are not seen");
        }
        if (droppedEvents > 0) {
            sentences.add(droppedEvents
                    + " sampled events are missing in Flight Recorder, which gets a limited number a second;"
                    + " this report counts them");
        }
        return sentences;
    }

    private static boolean isNettyLinkerUsed(Instrumentation instrumentation) {
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (type.getName().endsWith(NETTY_LINKER)) {
                return isNativeAccessEnabled(type.getModule());
            }
        }
        return false;
    }

    /** Netty loads its linker always, and uses it where the JVM lets it. */
    private static boolean isNativeAccessEnabled(Module module) {
        try {
            return (boolean) Module.class.getMethod("isNativeAccessEnabled").invoke(module);
        } catch (ReflectiveOperationException e) {
            return false; // before JDK 22 there is no such linker
        }
    }
}
