// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent;

import dev.seep.agent.weave.TierClasses;
import dev.seep.agent.weave.WideFrames;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.Set;
import jdk.internal.access.SharedSecrets;

/** Opens java.base to the agent's own class loader, and to nobody else, and defines the hook classes in it. */
final class JavaBase {
    private static final String TIER = "dev.seep.agent.hook.Tier";
    private static final String STACK_ROOM = "dev.seep.agent.hook.StackRoom";

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
        boolean knowsTier = definesTier(javaLang);
        for (String name : hookNames()) {
            if (knowsTier && name.equals(TIER)) {
                continue;
            }
            try (InputStream in = own.getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new IOException("class missing in the agent's jar: name=" + name);
                }
                byte[] code = in.readAllBytes();
                javaLang.defineClass(name.equals(STACK_ROOM) ? WideFrames.of(code) : code);
            }
        }
    }

    /** {@return whether hooks can find out how their callers are compiled; where a JDK does not say, they do without} */
    private static boolean definesTier(MethodHandles.Lookup javaLang) {
        try {
            byte[] asking = TierClasses.asking(); // no lookup may be had in that package
            SharedSecrets.getJavaLangAccess().defineClass(null, TierClasses.ASKING, asking, null, null);
            javaLang.defineClass(TierClasses.tier());
            return true;
        } catch (IllegalAccessException | LinkageError | RuntimeException e) {
            return false;
        }
    }

    /** Names as packaging has changed them; a class comes behind those it extends or implements. */
    private static String[] hookNames() {
        return new String[] {
            "dev.seep.agent.hook.AllocationListener",
            "dev.seep.agent.hook.AllocationListener$Deaf",
            STACK_ROOM,
            "dev.seep.agent.hook.CallSlot",
            "dev.seep.agent.hook.CallSlot$Displaced",
            "dev.seep.agent.hook.KindByClass",
            TIER,
            "dev.seep.agent.hook.Hooks",
            "dev.seep.agent.hook.ReferenceLabeller",
            "dev.seep.agent.hook.MethodReferences",
            "dev.seep.agent.hook.RequestHandler",
            "dev.seep.agent.hook.Requests",
        };
    }
}
