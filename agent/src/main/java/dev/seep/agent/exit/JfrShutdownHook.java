// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.exit;

import java.lang.reflect.Field;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the shutdown hook in which Flight Recorder writes its dump. */
final class JfrShutdownHook {
    private static final String THREAD_NAME = "JFR Shutdown Hook";

    private JfrShutdownHook() {}

    /** {@return Flight Recorder's hook, which is no longer registered, or null if there is none to be taken} */
    static @Nullable Thread take() {
        try {
            for (Object hook : registeredHooks()) {
                Thread thread = (Thread) hook;
                if (thread.getName().equals(THREAD_NAME)) {
                    return Runtime.getRuntime().removeShutdownHook(thread) ? thread : null;
                }
            }
            return null;
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null; // another JDK than we know, or the JVM is ending: the dump is written a little too early
        }
    }

    private static Object[] registeredHooks() throws ReflectiveOperationException {
        Class<?> hooks = Class.forName("java.lang.ApplicationShutdownHooks");
        Field field = hooks.getDeclaredField("hooks");
        field.setAccessible(true);
        synchronized (hooks) { // as its own methods are
            Map<?, ?> map = (Map<?, ?>) field.get(null);
            return map == null ? new Object[0] : map.keySet().toArray();
        }
    }
}
