// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.weave;

import dev.seep.agent.hook.Hooks;
import dev.seep.agent.hook.ReferenceLabeller;
import dev.seep.agent.stack.OwnFrames;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Makes a class for each method reference to an allocating method. Thread-safe. */
final class LabelledReferences implements ReferenceLabeller {
    /*
     * Implementation notes
     *
     * The call is the one that LambdaMetafactory would make: its AbstractValidatingLambdaMetafactory (JDK 17 and 25) finds
     * the owner in the same way. What an ordinary call could not do there is left alone: a protected method of another
     * package (javac makes a lambda of such a reference), and a public method that a class inherits from one that is not
     * public, whose name the reference's class cannot say.
     *
     * On JDK 25 the class is hidden and a nestmate, and goes when the reference goes. LambdaMetafactory of JDK 17 calls the
     * implementation by its class's name, which a hidden class does not have: there it is an ordinary class, which stays
     * as long as its loader, and cannot call private methods.
     */
    private static final boolean HIDDEN = Runtime.version().feature() >= 25;
    private static final String HOOKS = Type.getInternalName(Hooks.class);
    private static final String METHOD = "labelled";

    private int count;

    @Override
    public @Nullable MethodHandle labelled(
            MethodHandles.Lookup caller, MethodType factoryType, MethodHandle implementation, int callSite)
            throws ReflectiveOperationException {
        MethodHandleInfo called = caller.revealDirect(implementation);
        MethodType type = implementation.type();
        Class<?> owner = isStaticOrConstructor(called) ? called.getDeclaringClass() : type.parameterType(0);
        int opcode = opcode(called, owner);
        if (opcode < 0 || !isAccessible(caller.lookupClass(), owner, called)) {
            return null;
        }
        if (factoryType.parameterCount() > 0) { // a bound receiver, which may be of a subclass of the owner
            type = type.changeParameterType(0, factoryType.parameterType(0));
        }
        byte[] classfile = classCalling(newName(caller.lookupClass()), opcode, owner, called, type, callSite);
        Class<?> made = HIDDEN
                ? caller.defineHiddenClass(classfile, false, MethodHandles.Lookup.ClassOption.NESTMATE)
                        .lookupClass()
                : caller.defineClass(classfile);
        return caller.findStatic(made, METHOD, type);
    }

    private synchronized String newName(Class<?> host) {
        return Type.getInternalName(host) + OwnFrames.REFERENCE + count++;
    }

    private static byte[] classCalling(
            String name, int opcode, Class<?> owner, MethodHandleInfo called, MethodType type, int callSite) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        int access = Opcodes.ACC_FINAL | Opcodes.ACC_SYNTHETIC;
        writer.visit(Opcodes.V17, access, name, null, "java/lang/Object", null);
        String descriptor = type.toMethodDescriptorString();
        MethodVisitor method = writer.visitMethod(Opcodes.ACC_STATIC, METHOD, descriptor, null, null);
        method.visitCode();
        writeArguments(method, type, opcode, owner);
        writeCallAndReturn(method, called, opcode, owner, callSite, type.returnType());
        method.visitMaxs(0, 0);
        method.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static boolean isStaticOrConstructor(MethodHandleInfo called) {
        int kind = called.getReferenceKind();
        return kind == MethodHandleInfo.REF_invokeStatic || kind == MethodHandleInfo.REF_newInvokeSpecial;
    }

    /** {@return the instruction that calls the method, or -1 if there is none that can} */
    private static int opcode(MethodHandleInfo called, Class<?> owner) {
        return switch (called.getReferenceKind()) {
            case MethodHandleInfo.REF_invokeStatic -> Opcodes.INVOKESTATIC;
            case MethodHandleInfo.REF_newInvokeSpecial -> Opcodes.INVOKESPECIAL;
            case MethodHandleInfo.REF_invokeVirtual, MethodHandleInfo.REF_invokeInterface ->
                owner.isInterface() ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL;
            default -> -1; // REF_invokeSpecial: a method of the superclass, which only the class itself can call
        };
    }

    private static boolean isAccessible(Class<?> host, Class<?> owner, MethodHandleInfo called) {
        boolean samePackage = host.getClassLoader() == owner.getClassLoader()
                && host.getPackageName().equals(owner.getPackageName());
        boolean isPublic = Modifier.isPublic(owner.getModifiers()) && Modifier.isPublic(called.getModifiers());
        boolean isPrivate = Modifier.isPrivate(called.getModifiers());
        return !owner.isHidden() && (isPublic || samePackage && (HIDDEN || !isPrivate));
    }

    private static void writeArguments(MethodVisitor method, MethodType type, int opcode, Class<?> owner) {
        if (opcode == Opcodes.INVOKESPECIAL) {
            method.visitTypeInsn(Opcodes.NEW, Type.getInternalName(owner));
            method.visitInsn(Opcodes.DUP);
        }
        int local = 0;
        for (Class<?> parameter : type.parameterArray()) {
            Type argument = Type.getType(parameter);
            method.visitVarInsn(argument.getOpcode(Opcodes.ILOAD), local);
            local += argument.getSize();
        }
    }

    private static void writeCallAndReturn(
            MethodVisitor method,
            MethodHandleInfo called,
            int opcode,
            Class<?> owner,
            int callSite,
            Class<?> returnType) {
        Label start = new Label();
        Label end = new Label();
        Label handler = new Label();
        method.visitTryCatchBlock(start, end, handler, null);
        method.visitIntInsn(Opcodes.SIPUSH, callSite);
        method.visitMethodInsn(Opcodes.INVOKESTATIC, HOOKS, "enter", "(I)V", false);
        method.visitLabel(start);
        String descriptor = called.getMethodType().toMethodDescriptorString();
        method.visitMethodInsn(opcode, Type.getInternalName(owner), called.getName(), descriptor, owner.isInterface());
        method.visitLabel(end);
        method.visitMethodInsn(Opcodes.INVOKESTATIC, HOOKS, "leave", "()V", false);
        method.visitInsn(Type.getType(returnType).getOpcode(Opcodes.IRETURN));
        method.visitLabel(handler);
        method.visitFrame(Opcodes.F_NEW, 0, new Object[0], 1, new Object[] {"java/lang/Throwable"});
        method.visitMethodInsn(Opcodes.INVOKESTATIC, HOOKS, "leave", "()V", false);
        method.visitInsn(Opcodes.ATHROW);
    }
}
