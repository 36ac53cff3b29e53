// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.weave;

import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Makes the classes by which hooks find out how their caller was compiled. */
public final class TierClasses {
    /*
     * Implementation notes
     *
     * MethodHandleImpl.isCompileConstant returns false, unless C2 (or Graal) compiles a call of it and knows the argument: then it
     * becomes true. It belongs to its package alone, so the class that calls it has to stand there too.
     */
    private static final String TIER = "dev.seep.agent.hook.Tier"; // as packaging has changed it
    /** Internal name of the class that asks. */
    public static final String ASKING = "java/lang/invoke/SeepCompileConstant";

    private static final String METHOD = "isCompileConstant";
    private static final String DESCRIPTOR = "(Ljava/lang/Object;)Z";

    private TierClasses() {}

    /** {@return the class that asks, to be defined in {@code java.lang.invoke}} */
    public static byte[] asking() {
        return classWith(ASKING, METHOD, DESCRIPTOR, Opcodes.ALOAD, "java/lang/invoke/MethodHandleImpl");
    }

    /** {@return what the hook class {@code Tier} is replaced with once that class is there} */
    public static byte[] tier() {
        return classWith(TIER.replace('.', '/'), "isCompiled", "()Z", Opcodes.LDC, ASKING);
    }

    private static byte[] classWith(String name, String method, String descriptor, int push, String asked) {
        ClassWriter writer = new ClassWriter(0);
        int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL;
        writer.visit(Opcodes.V17, access, name, null, "java/lang/Object", null);
        int flags = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;
        MethodVisitor code = writer.visitMethod(flags, method, descriptor, null, null);
        code.visitAnnotation("Ljdk/internal/vm/annotation/ForceInline;", true);
        code.visitCode();
        if (push == Opcodes.LDC) {
            code.visitLdcInsn("");
        } else {
            code.visitVarInsn(push, 0);
        }
        code.visitMethodInsn(Opcodes.INVOKESTATIC, asked, METHOD, DESCRIPTOR, false);
        code.visitInsn(Opcodes.IRETURN);
        code.visitMaxs(1, descriptor.startsWith("()") ? 0 : 1);
        code.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }
}
