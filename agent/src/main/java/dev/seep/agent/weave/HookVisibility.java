// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.weave;

import dev.seep.agent.hook.Hooks;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells which class loaders find the hook classes. Some refuse names of {@code java.lang} that they do not know, and their
 * classes would fail with a NoClassDefFoundError where we call a hook.
 *
 * <p>Thread-safe. Keeps no class loader alive.
 */
final class HookVisibility {
    /*
     * Implementation notes
     *
     * There is no way to know but to ask, which runs the loader's own code. Each loader is asked once, when the first of its
     * classes is about to be woven; the JVM would ask for the same name on the first call, and remembers the answer. Its
     * module stands for the loader as key, because a loader may have its own idea of equals().
     */
    private final Map<Module, Boolean> known = new WeakHashMap<>();

    /** {@return whether classes of the given loader, null being the JVM's own, can call hooks} */
    boolean from(@Nullable ClassLoader loader) {
        if (loader == null) {
            return true;
        }
        Module key = loader.getUnnamedModule();
        synchronized (known) {
            Boolean answer = known.get(key);
            if (answer != null) {
                return answer;
            }
        }
        boolean answer = ask(loader); // the loader's code runs here: not under a lock of ours
        synchronized (known) {
            known.put(key, answer);
        }
        return answer;
    }

    private static boolean ask(ClassLoader loader) {
        try {
            return Class.forName(Hooks.class.getName(), false, loader) == Hooks.class;
        } catch (Throwable t) { // whatever a loader throws at unknown names
            return false;
        }
    }
}
