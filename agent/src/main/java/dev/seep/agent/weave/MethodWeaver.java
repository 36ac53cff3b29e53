// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.weave;

import dev.seep.agent.hook.Hooks;
import dev.seep.agent.kind.Kinds;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Puts the hooks of one hook point into one method. Confined to the weaving thread. */
final class MethodWeaver {
    private static final String HOOKS = Type.getInternalName(Hooks.class);

    private final MethodEditor editor;
    private final Kinds kinds;
    private final HookPoint point;

    MethodWeaver(MethodNode method, HookPoint point, Kinds kinds) {
        editor = new MethodEditor(method);
        this.point = point;
        this.kinds = kinds;
    }

    /** {@return whether the method has the place that the hook point describes; if not, it is unchanged} */
    boolean weave() {
        if (point instanceof HookPoint.Allocation allocation) {
            return weaveAllocation(allocation);
        }
        if (point instanceof HookPoint.Free free) {
            return weaveFree(free);
        }
        if (point instanceof HookPoint.Reallocation reallocation) {
            return weaveReallocation(reallocation);
        }
        return weaveRefinement((HookPoint.Refinement) point);
    }

    private boolean weaveAllocation(HookPoint.Allocation allocation) {
        int size = editor.copyOf(allocation.size());
        boolean isResult = allocation.address() instanceof ValueSource.Result;
        int address = isResult ? -1 : editor.copyOf(allocation.address());
        List<AbstractInsnNode> returns = editor.returns();
        for (AbstractInsnNode returning : returns) {
            InsnList hook = new InsnList();
            hook.add(isResult ? new InsnNode(Opcodes.DUP2) : new VarInsnNode(Opcodes.LLOAD, address));
            hook.add(new VarInsnNode(Opcodes.LLOAD, size));
            hook.add(pushKind());
            hook.add(callHook("allocated", "(JJI)V"));
            editor.insertBefore(returning, hook);
        }
        editor.insertCopies();
        editor.growStack(5);
        return !returns.isEmpty();
    }

    private boolean weaveFree(HookPoint.Free free) {
        InsnList hook = new InsnList();
        if (free.address() instanceof ValueSource.Field field) {
            hook.add(new VarInsnNode(Opcodes.ALOAD, 0));
            hook.add(new FieldInsnNode(Opcodes.GETFIELD, point.method().owner(), field.name(), "J"));
        } else {
            hook.add(new VarInsnNode(Opcodes.LLOAD, editor.copyOf(free.address())));
        }
        hook.add(pushKind());
        hook.add(callHook("freed", "(JI)V"));
        editor.insertAtStart(hook);
        editor.insertCopies();
        editor.growStack(3);
        return true;
    }

    private boolean weaveReallocation(HookPoint.Reallocation reallocation) {
        int size = editor.copyOf(reallocation.size());
        int address = editor.copyOf(reallocation.address());
        List<AbstractInsnNode> returns = editor.returns();
        for (AbstractInsnNode returning : returns) {
            InsnList hook = new InsnList();
            hook.add(new InsnNode(Opcodes.DUP2));
            hook.add(new VarInsnNode(Opcodes.LLOAD, size));
            hook.add(pushKind());
            hook.add(callHook("reallocated", "(JJI)V"));
            editor.insertBefore(returning, hook);
        }
        InsnList thrown = new InsnList();
        thrown.add(pushKind());
        thrown.add(callHook("reallocationFailed", "(I)V"));
        editor.handleWholeMethod(thrown);
        InsnList before = new InsnList();
        before.add(new VarInsnNode(Opcodes.LLOAD, address));
        before.add(new VarInsnNode(Opcodes.LLOAD, size));
        before.add(pushKind());
        before.add(callHook("reallocating", "(JJI)V"));
        editor.insertAtStart(before);
        editor.insertCopies();
        editor.growStack(5);
        return !returns.isEmpty();
    }

    private boolean weaveRefinement(HookPoint.Refinement refinement) {
        List<MethodInsnNode> calls = editor.callsTo(refinement.call());
        if (calls.isEmpty()) {
            return false;
        }
        int size = editor.copyOf(refinement.size());
        boolean byClass = !refinement.kindsByClass().isEmpty();
        int subject = byClass ? editor.copyOf(new ValueSource.Argument(refinement.subject())) : -1;
        editor.insertInHandlers(callHook("clear", "()V"));
        for (MethodInsnNode allocating : calls) {
            InsnList before = new InsnList();
            before.add(new VarInsnNode(Opcodes.LLOAD, size));
            before.add(pushKind());
            if (byClass) {
                before.add(new VarInsnNode(Opcodes.ALOAD, subject));
            }
            before.add(callHook("enter", byClass ? "(JILjava/lang/Object;)V" : "(JI)V"));
            InsnList after = new InsnList();
            after.add(callHook("clear", "()V"));
            InsnList thrown = new InsnList();
            thrown.add(callHook("clear", "()V"));
            editor.insertAround(allocating, before, after, thrown);
        }
        editor.insertCopies();
        editor.growStack(4);
        return true;
    }

    private AbstractInsnNode pushKind() {
        return new LdcInsnNode(kinds.add(point.kind(), point.layer()));
    }

    private static MethodInsnNode callHook(String name, String descriptor) {
        return new MethodInsnNode(Opcodes.INVOKESTATIC, HOOKS, name, descriptor, false);
    }
}
