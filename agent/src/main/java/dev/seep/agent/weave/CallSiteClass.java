// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.weave;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;

/** Weaves chosen methods of one class; all others are copied as they are. Confined to the weaving thread. */
final class CallSiteClass extends ClassVisitor {
    /** HotSpot never compiles a method that has more bytes (flag HugeMethodLimit). */
    static final int HUGE_METHOD_BYTES = 8000;

    private final CallLabels labels;
    private final Set<String> methods;
    private final Set<String> tooLarge = new HashSet<>();
    private String className = "";
    private @Nullable String file;
    private boolean hasFrames;
    private boolean hasLabels;

    /**
     * Makes a visitor.
     *
     * @param methods name and descriptor in one of each method to weave
     */
    CallSiteClass(ClassVisitor target, CallLabels labels, Set<String> methods) {
        super(Opcodes.ASM9, target);
        this.labels = labels;
        this.methods = methods;
    }

    /** {@return whether anything was labelled} */
    boolean hasLabels() {
        return hasLabels;
    }

    /** {@return the woven methods that the labels have made so large that they would not be compiled any more} */
    Set<String> tooLarge() {
        return tooLarge;
    }

    @Override
    public void visit(
            int version,
            int access,
            String name,
            @Nullable String signature,
            @Nullable String superName,
            String @Nullable [] interfaces) {
        className = name;
        hasFrames = (version & 0xffff) >= Opcodes.V1_6;
        super.visit(version, access, name, signature, superName, interfaces);
    }

    @Override
    public void visitSource(@Nullable String source, @Nullable String debug) {
        file = source;
        super.visitSource(source, debug);
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        MethodVisitor target = super.visitMethod(access, name, descriptor, signature, exceptions);
        if (!methods.contains(name + descriptor)) {
            return target;
        }
        return new MethodNode(Opcodes.ASM9, access, name, descriptor, signature, exceptions) {
            @Override
            public void visitEnd() {
                weave(this, target);
            }
        };
    }

    private void weave(MethodNode method, MethodVisitor target) {
        CallSiteMethod woven = new CallSiteMethod(method, hasFrames);
        hasLabels |= woven.weave(labels, className, file);
        LabelNode end = new LabelNode();
        method.instructions.add(end);
        method.accept(target);
        int size = end.getLabel().getOffset();
        if (size > HUGE_METHOD_BYTES && size - woven.addedBytes() <= HUGE_METHOD_BYTES) {
            tooLarge.add(method.name + method.desc);
        }
    }
}
