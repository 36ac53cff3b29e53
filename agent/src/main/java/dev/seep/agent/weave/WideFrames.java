// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.weave;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Gives the method by which hooks find out whether there is stack left a frame of more than a page. */
public final class WideFrames {
    private static final String METHOD = "room";

    /** Local variables of 8 bytes each in the interpreter: 4,800 bytes, where a page has 4,096. */
    private static final int LOCALS = 600;

    private WideFrames() {}

    /** {@return the hook class {@code StackRoom} with that frame} */
    public static byte[] of(byte[] stackRoom) {
        ClassReader reader = new ClassReader(stackRoom);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        MethodVisitor code = super.visitMethod(access, name, descriptor, signature, exceptions);
                        return name.equals(METHOD) ? new Widening(code) : code;
                    }
                },
                0);
        return writer.toByteArray();
    }

    private static final class Widening extends MethodVisitor {
        Widening(MethodVisitor code) {
            super(Opcodes.ASM9, code);
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
            super.visitMaxs(maxStack, LOCALS);
        }
    }
}
