// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.Set;

/** Opens java.base to the agent's own class loader, and to nobody else, and defines the hook classes in it. */
final class JavaBase {
    private JavaBase() {}

    /**
     * Opens what the agent uses: {@code java.lang} for defining classes and for the shutdown order, the internal
     * {@code Unsafe} for its tables, the constant pools of loaded classes.
     */
    static void open(Instrumentation instrumentation) {
        Set<Module> own = Set.of(JavaBase.class.getModule());
        instrumentation.redefineModule(
                Object.class.getModule(),
                Set.of(),
                Map.of("jdk.internal.misc", own, "jdk.internal.access", own, "jdk.internal.reflect", own),
                Map.of("java.lang", own),
                Set.of(),
                Map.of());
    }

    /** {@return whether the hook classes are there already, from an agent that was started before this one} */
    static boolean hasHooks() {
        try {
            return Class.forName(hookNames()[0], false, null) != null;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** Defines the hook classes, which were moved to {@code java.lang} at packaging. */
    static void defineHooks(ClassLoader own) throws IOException, IllegalAccessException {
        MethodHandles.Lookup javaLang = MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup());
        for (String name : hookNames()) {
            try (InputStream in = own.getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new IOException("class missing in the agent's jar: name=" + name);
                }
                javaLang.defineClass(in.readAllBytes());
            }
        }
    }

    /** Names as packaging has changed them; a class comes behind those it extends or implements. */
    private static String[] hookNames() {
        return new String[] {
            "dev.seep.agent.hook.AllocationListener",
            "dev.seep.agent.hook.AllocationListener$Deaf",
            "dev.seep.agent.hook.StackRoom",
            "dev.seep.agent.hook.CallSlot",
            "dev.seep.agent.hook.CallSlot$Displaced",
            "dev.seep.agent.hook.KindByClass",
            "dev.seep.agent.hook.Hooks",
            "dev.seep.agent.hook.ReferenceLabeller",
            "dev.seep.agent.hook.MethodReferences",
            "dev.seep.agent.hook.RequestHandler",
            "dev.seep.agent.hook.Requests",
        };
    }
}
