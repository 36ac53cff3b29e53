// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.weave;

import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Class files that no compiler of today makes. */
final class GeneratedCalls {
    static final String NAME = "dev.seep.agent.weave.Generated";
    private static final String INTERNAL_NAME = "dev/seep/agent/weave/Generated";
    private static final String BLOCK = "dev/seep/agent/weave/Block";

    private GeneratedCalls() {}

    /** {@return a class of an old version: without frames, in 1.4 with a subroutine for its finally} */
    static byte[] old(int version) {
        ClassWriter writer = begin(version, ClassWriter.COMPUTE_MAXS);
        writeConstructor(writer);
        writeCaught(writer);
        writeThrowing(writer);
        if (version <= Opcodes.V1_4) {
            writeSubroutine(writer);
        }
        writer.visitEnd();
        return writer.toByteArray();
    }

    /** {@return a class with a method that has so many bytes of code, and a small one} */
    static byte[] huge(int bytes) {
        ClassWriter writer = begin(Opcodes.V17, ClassWriter.COMPUTE_FRAMES);
        MethodVisitor huge = method(writer, "huge");
        callAllocate(huge, 1);
        for (int i = 8; i < bytes; i++) {
            huge.visitInsn(Opcodes.NOP);
        }
        end(huge);
        MethodVisitor small = method(writer, "small");
        callAllocate(small, 3);
        end(small);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static ClassWriter begin(int version, int flags) {
        ClassWriter writer = new ClassWriter(flags);
        writer.visit(version, Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER, INTERNAL_NAME, null, BLOCK, null);
        return writer;
    }

    /** As {@code super((int) Block.allocateBlock(5))} would be. */
    private static void writeConstructor(ClassWriter writer) {
        MethodVisitor method = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "(I)V", null, null);
        method.visitCode();
        method.visitVarInsn(Opcodes.ALOAD, 0);
        method.visitVarInsn(Opcodes.ILOAD, 1);
        method.visitMethodInsn(Opcodes.INVOKESTATIC, BLOCK, "allocateBlock", "(I)J", false);
        method.visitInsn(Opcodes.L2I);
        method.visitMethodInsn(Opcodes.INVOKESPECIAL, BLOCK, "<init>", "(I)V", false);
        end(method);
        MethodVisitor making = method(writer, "constructs");
        construct(making, 5);
        end(making);
        MethodVisitor failing = method(writer, "throwsInConstructor");
        construct(failing, -1);
        end(failing);
    }

    private static void construct(MethodVisitor method, int size) {
        method.visitTypeInsn(Opcodes.NEW, INTERNAL_NAME);
        method.visitIntInsn(Opcodes.BIPUSH, size);
        method.visitMethodInsn(Opcodes.INVOKESPECIAL, INTERNAL_NAME, "<init>", "(I)V", false);
    }

    private static void writeCaught(ClassWriter writer) {
        MethodVisitor method = method(writer, "catches");
        Label start = new Label();
        Label end = new Label();
        method.visitTryCatchBlock(start, end, end, "java/lang/IllegalStateException");
        method.visitInsn(Opcodes.ACONST_NULL);
        method.visitVarInsn(Opcodes.ASTORE, 0);
        method.visitLabel(start);
        callAllocate(method, 7);
        callAllocate(method, -1);
        method.visitInsn(Opcodes.RETURN);
        method.visitLabel(end);
        method.visitVarInsn(Opcodes.ASTORE, 0);
        end(method);
    }

    private static void writeThrowing(ClassWriter writer) {
        MethodVisitor method = method(writer, "throwsOut");
        callAllocate(method, -1);
        end(method);
    }

    /** As compilers before Java 6 made of {@code try ... finally}. */
    private static void writeSubroutine(ClassWriter writer) {
        MethodVisitor method = method(writer, "throwsThroughFinally");
        Label start = new Label();
        Label handler = new Label();
        Label subroutine = new Label();
        method.visitTryCatchBlock(start, handler, handler, null);
        method.visitLabel(start);
        callAllocate(method, 11);
        callAllocate(method, -1);
        method.visitJumpInsn(Opcodes.JSR, subroutine);
        method.visitInsn(Opcodes.RETURN);
        method.visitLabel(handler);
        method.visitVarInsn(Opcodes.ASTORE, 0);
        method.visitJumpInsn(Opcodes.JSR, subroutine);
        method.visitVarInsn(Opcodes.ALOAD, 0);
        method.visitInsn(Opcodes.ATHROW);
        method.visitLabel(subroutine);
        method.visitVarInsn(Opcodes.ASTORE, 1);
        callAllocate(method, 13);
        method.visitVarInsn(Opcodes.RET, 1);
        method.visitMaxs(0, 0);
        method.visitEnd();
    }

    private static MethodVisitor method(ClassWriter writer, String name) {
        MethodVisitor method = writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, name, "()V", null, null);
        method.visitCode();
        return method;
    }

    private static void callAllocate(MethodVisitor method, int size) {
        method.visitIntInsn(Opcodes.SIPUSH, size);
        method.visitMethodInsn(Opcodes.INVOKESTATIC, BLOCK, "allocateBlock", "(I)J", false);
        method.visitInsn(Opcodes.POP2);
    }

    private static void end(MethodVisitor method) {
        method.visitInsn(Opcodes.RETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
    }
}
