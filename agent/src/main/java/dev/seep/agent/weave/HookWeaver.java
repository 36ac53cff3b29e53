// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.weave;

import dev.seep.agent.hook.KindByClass;
import dev.seep.agent.kind.Kinds;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

/**
 * Weaves the hook points of a catalogue into the classes that have them, as they are loaded and in those loaded already.
 *
 * <p>Thread-safe. A class that cannot be woven is left as it was, and added to the {@link NotWovenClasses}.
 */
public final class HookWeaver implements ClassFileTransformer {
    private final Map<String, List<HookPoint>> pointsByClass = new HashMap<>();
    private final Kinds kinds;
    private final NotWovenClasses notWoven;
    private final HookVisibility visibility = new HookVisibility();

    /**
     * Makes a weaver and adds the catalogue's kinds to {@code kinds}.
     *
     * @param points the catalogue, see {@link Catalogue#forJdk}
     * @param kinds where the kinds get their ids
     * @param notWoven told of classes that cannot be woven
     */
    public HookWeaver(List<HookPoint> points, Kinds kinds, NotWovenClasses notWoven) {
        this.kinds = kinds;
        this.notWoven = notWoven;
        List<String> classNames = new ArrayList<>();
        List<Integer> classKinds = new ArrayList<>();
        for (HookPoint point : points) {
            List<HookPoint> ofClass = pointsByClass.get(point.method().owner());
            if (ofClass == null) {
                ofClass = new ArrayList<>();
                pointsByClass.put(point.method().owner(), ofClass);
            }
            ofClass.add(point);
            kinds.add(point.kind(), point.layer());
            if (point instanceof HookPoint.Refinement refinement) {
                for (Map.Entry<String, String> entry : refinement.kindsByClass().entrySet()) {
                    classNames.add(entry.getKey());
                    classKinds.add(kinds.add(entry.getValue(), point.layer()));
                }
            }
        }
        int[] ids = new int[classKinds.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = classKinds.get(i);
        }
        KindByClass.set(classNames.toArray(new String[0]), ids);
    }

    /**
     * Starts weaving.
     *
     * <p>Every class of the path of an allocation must have been loaded and run before: from here on, each allocation
     * takes that path.
     */
    public void install(Instrumentation instrumentation) {
        instrumentation.addTransformer(this, true);
        retransformLoaded(instrumentation);
    }

    /** Stops weaving and takes the hooks out again. */
    public void uninstall(Instrumentation instrumentation) {
        instrumentation.removeTransformer(this);
        retransformLoaded(instrumentation);
    }

    private void retransformLoaded(Instrumentation instrumentation) {
        Set<String> binaryNames = new HashSet<>(); // once for the catalogue, not for each of a thousand loaded classes
        for (String name : pointsByClass.keySet()) {
            binaryNames.add(name.replace('/', '.'));
        }
        List<Class<?>> loaded = new ArrayList<>();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (binaryNames.contains(type.getName())
                    && isWovenIn(type.getClassLoader(), type.getName().replace('.', '/'))) {
                loaded.add(type);
            }
        }
        try {
            instrumentation.retransformClasses(loaded.toArray(new Class<?>[0]));
        } catch (UnmodifiableClassException | LinkageError e) {
            for (Class<?> type : loaded) {
                notWoven.add(type.getName(), String.valueOf(e));
            }
        }
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String className,
            @Nullable Class<?> classBeingRedefined,
            @Nullable ProtectionDomain protectionDomain,
            byte[] classfileBuffer) {
        List<HookPoint> points = className == null ? null : pointsByClass.get(className);
        if (points == null || className == null || !isWovenIn(loader, className)) {
            return null;
        }
        if (!visibility.from(loader)) {
            notWoven.add(className, "its class loader does not find the hook classes");
            return null;
        }
        return weave(className, points, classfileBuffer);
    }

    /** {@return whether a class is the one meant by its name: those of the JDK are the boot loader's} */
    private static boolean isWovenIn(@Nullable ClassLoader loader, String className) {
        return loader == null
                || !className.startsWith("java/") && !className.startsWith("jdk/") && !className.startsWith("sun/");
    }

    private byte @Nullable [] weave(String className, List<HookPoint> points, byte[] classfile) {
        try {
            ClassReader reader = new ClassReader(classfile);
            ClassWriter writer = new ClassWriter(reader, 0);
            ClassWeaver weaver = new ClassWeaver(writer, points, kinds);
            reader.accept(weaver, ClassReader.EXPAND_FRAMES);
            for (HookPoint point : weaver.missing()) {
                HookPoint.Method method = point.method();
                String reason = "method " + method.name() + method.descriptor() + " not found";
                notWoven.add(className, reason);
            }
            return writer.toByteArray();
        } catch (Throwable t) { // the JVM would swallow it and nobody would know
            notWoven.add(className, String.valueOf(t));
            return null;
        }
    }
}
