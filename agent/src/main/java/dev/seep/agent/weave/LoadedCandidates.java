// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.weave;

import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import jdk.internal.access.JavaLangAccess;
import jdk.internal.access.SharedSecrets;
import jdk.internal.reflect.ConstantPool;

/** Finds the classes, among those that are loaded, that call something a pattern means, and has them woven. */
final class LoadedCandidates {
    /** Classes that are retransformed at a time: each time, all threads stop. */
    private static final int BATCH = 64;

    /** The agent's only class outside of its own loader is that loader's. */
    private static final Class<?> LAUNCHER =
            LoadedCandidates.class.getClassLoader().getClass();

    private final List<CallSitePattern> patterns;
    private final NotWovenClasses notWoven;

    LoadedCandidates(List<CallSitePattern> patterns, NotWovenClasses notWoven) {
        this.patterns = patterns;
        this.notWoven = notWoven;
    }

    /** Has all transformers look at the candidates again. */
    void retransform(Instrumentation instrumentation) {
        List<Class<?>> batch = new ArrayList<>();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (CallSiteWeaver.isWovenIn(type.getModule(), type.getClassLoader())
                    && type != LAUNCHER
                    && !type.isArray()
                    && !type.isHidden()
                    && isCandidate(type)
                    && instrumentation.isModifiableClass(type)) {
                batch.add(type);
                if (batch.size() == BATCH) {
                    retransform(instrumentation, batch);
                    batch.clear();
                }
            }
        }
        retransform(instrumentation, batch);
    }

    private boolean isCandidate(Class<?> type) {
        try {
            return Pools.hasMethod(type, patterns);
        } catch (Throwable t) { // a class without a pool that can be read
            return false;
        }
    }

    private void retransform(Instrumentation instrumentation, List<Class<?>> batch) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            instrumentation.retransformClasses(batch.toArray(new Class<?>[0]));
        } catch (Throwable t) { // one class fails them all
            if (batch.size() == 1) {
                notWoven.add(batch.get(0).getName(), String.valueOf(t));
                return;
            }
            for (Class<?> type : batch) {
                retransform(instrumentation, List.of(type));
            }
        }
    }

    /** Reads the constant pools of loaded classes; loaded itself when there is one to read. */
    private static final class Pools {
        private static final JavaLangAccess ACCESS = SharedSecrets.getJavaLangAccess();

        private Pools() {}

        /** The owner is left out: what matters is that few classes are retransformed for nothing. */
        static boolean hasMethod(Class<?> type, List<CallSitePattern> patterns) {
            ConstantPool pool = ACCESS.getConstantPool(type);
            int size = pool == null ? 0 : pool.getSize();
            for (int i = 1; i < size; i++) {
                if (pool.getTagAt(i) == ConstantPool.Tag.NAMEANDTYPE
                        && isMeant(pool.getNameAndTypeRefInfoAt(i), patterns)) {
                    return true;
                }
            }
            return false;
        }

        private static boolean isMeant(String[] nameAndType, List<CallSitePattern> patterns) {
            for (CallSitePattern pattern : patterns) {
                if (pattern.matches(nameAndType[0], nameAndType[1])) {
                    return true;
                }
            }
            return false;
        }
    }
}
