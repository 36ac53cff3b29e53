// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.weave;

import dev.seep.agent.hook.MethodReferences;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;

/**
 * The instruction that makes a method reference such as {@code ByteBuffer::allocateDirect}.
 *
 * <p>Serialisable ones are left alone: what is written for them names the method, and is held against the class when it is
 * read. Calls through them have no label.
 */
final class MethodReference {
    private static final String JDK_LINKER = "java/lang/invoke/LambdaMetafactory";
    private static final String OWN_LINKER = Type.getInternalName(MethodReferences.class);
    private static final String ALTERNATIVE = "altMetafactory";
    private static final int IMPLEMENTATION = 1; // index among the arguments of the bootstrap method
    private static final int FLAGS = 3;
    private static final int FLAG_SERIALIZABLE = 1;

    private MethodReference() {}

    /** {@return the method that an invokedynamic makes a reference to, or null if it does something else} */
    static @Nullable Handle target(Handle bootstrap, @Nullable Object[] arguments) {
        if (!bootstrap.getOwner().equals(JDK_LINKER)
                || arguments.length <= IMPLEMENTATION
                || !(arguments[IMPLEMENTATION] instanceof Handle target)) {
            return null;
        }
        boolean serializable = bootstrap.getName().equals(ALTERNATIVE)
                && arguments.length > FLAGS
                && arguments[FLAGS] instanceof Integer flags
                && (flags & FLAG_SERIALIZABLE) != 0;
        return serializable ? null : target;
    }

    /** Has a reference linked with a label around its calls. */
    static void label(InvokeDynamicInsnNode reference, int label) {
        Handle bootstrap = reference.bsm;
        boolean alternative = bootstrap.getName().equals(ALTERNATIVE);
        String descriptor = bootstrap.getDesc();
        int end = descriptor.indexOf(')');
        String labelled = alternative ? descriptor : descriptor.substring(0, end) + "I" + descriptor.substring(end);
        reference.bsm = new Handle(Opcodes.H_INVOKESTATIC, OWN_LINKER, bootstrap.getName(), labelled, false);
        int count = reference.bsmArgs.length;
        Object[] arguments = new Object[count + 1];
        System.arraycopy(reference.bsmArgs, 0, arguments, 0, count);
        arguments[count] = label;
        reference.bsmArgs = arguments;
    }
}
