// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.weave;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What {@link CallingMethods} finds, found by parsing the class. */
final class ParsedMethods extends ClassVisitor {
    private final CallLabels labels;
    private final String className;
    private final Set<String> found = new HashSet<>();

    private ParsedMethods(CallLabels labels, String className) {
        super(Opcodes.ASM9);
        this.labels = labels;
        this.className = className;
    }

    /** {@return name and descriptor in one of each such method} */
    static Set<String> of(ClassReader reader, CallLabels labels) {
        ParsedMethods visitor = new ParsedMethods(labels, reader.getClassName());
        reader.accept(visitor, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return visitor.found;
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        return new MethodVisitor(Opcodes.ASM9) {
            @Override
            public void visitMethodInsn(
                    int opcode, String owner, String callee, String calleeDescriptor, boolean isInterface) {
                if (labels.isMeant(className, owner, callee, calleeDescriptor)) {
                    found.add(name + descriptor);
                }
            }

            @Override
            public void visitInvokeDynamicInsn(
                    String callee, String calleeDescriptor, Handle bootstrap, Object... arguments) {
                Handle target = MethodReference.target(bootstrap, arguments);
                if (target != null
                        && labels.isMeant(className, target.getOwner(), target.getName(), target.getDesc())) {
                    found.add(name + descriptor);
                }
            }
        };
    }
}
