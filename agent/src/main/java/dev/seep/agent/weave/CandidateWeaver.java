// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.weave;

import dev.seep.agent.hook.MethodReferences;
import dev.seep.agent.kind.Kinds;
import dev.seep.agent.site.CallSites;
import dev.seep.agent.stack.OwnFrames;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;

/** Weaves the calls of one class after the other, of those whose constant pool says that there may be some. Thread-safe. */
final class CandidateWeaver {
    private final CallLabels labels;
    private final NotWovenClasses notWoven;
    private final HookVisibility visibility = new HookVisibility();

    CandidateWeaver(List<CallSitePattern> patterns, Kinds kinds, CallSites callSites, NotWovenClasses notWoven) {
        labels = new CallLabels(patterns, kinds, callSites);
        this.notWoven = notWoven;
        MethodReferences.labelBy(new LabelledReferences());
    }

    /** {@return the woven class, or null if it stays as it is} */
    byte @Nullable [] weave(@Nullable ClassLoader loader, String className, byte[] classfile) {
        if (className.contains(OwnFrames.REFERENCE)) {
            return null; // ours, see LabelledReferences
        }
        ClassReader reader = new ClassReader(classfile);
        Set<String> methods = CallingMethods.of(reader, labels);
        if (methods.isEmpty()) {
            return null;
        }
        if (!visibility.from(loader)) {
            notWoven.add(className, "its class loader does not find the hook classes");
            return null;
        }
        return weave(reader, className, methods);
    }

    private byte @Nullable [] weave(ClassReader reader, String className, Set<String> methods) {
        Set<String> left = new HashSet<>(methods);
        while (!left.isEmpty()) {
            ClassWriter writer = new ClassWriter(reader, 0);
            CallSiteClass woven = new CallSiteClass(writer, labels, left);
            reader.accept(woven, ClassReader.EXPAND_FRAMES);
            if (!woven.hasLabels()) {
                return null; // no room for more call sites
            }
            Set<String> tooLarge = woven.tooLarge();
            if (tooLarge.isEmpty()) {
                try {
                    return writer.toByteArray();
                } catch (MethodTooLargeException e) {
                    tooLarge = Set.of(e.getMethodName() + e.getDescriptor());
                }
            }
            if (!left.removeAll(tooLarge)) {
                break;
            }
            for (String method : tooLarge) {
                notWoven.add(className, "method too large: " + method);
            }
        }
        return null;
    }
}
