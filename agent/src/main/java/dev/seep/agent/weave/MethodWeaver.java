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
        if (point instanceof HookPoint.FreeUnlessRefused free) {
            return weaveFreeUnlessRefused(free);
        }
        if (point instanceof HookPoint.FreeWithin free) {
            return weaveFreeWithin(free);
        }
        if (point instanceof HookPoint.Reallocation reallocation) {
            return weaveReallocation(reallocation);
        }
        if (point instanceof HookPoint.Resize resize) {
            return weaveResize(resize);
        }
        return weaveRefinement((HookPoint.Refinement) point);
    }

    private boolean weaveAllocation(HookPoint.Allocation allocation) {
        int size = editor.copyOf(allocation.size());
        boolean isResult = allocation.address() instanceof ValueSource.Result;
        AbstractInsnNode address = isResult
                ? new InsnNode(Opcodes.DUP2)
                : new VarInsnNode(Opcodes.LLOAD, editor.copyOf(allocation.address()));
        return finish(insertBeforeReturns(address, "allocated", "(JJI)V", size));
    }

    private boolean weaveFree(HookPoint.Free free) {
        if (free.address() instanceof ValueSource.Field field) {
            InsnList hook = hook("freed", "(JI)V");
            hook.insert(new FieldInsnNode(Opcodes.GETFIELD, point.method().owner(), field.name(), "J"));
            hook.insert(new VarInsnNode(Opcodes.ALOAD, 0));
            editor.insertAtStart(hook);
        } else {
            editor.insertAtStart(hook("freed", "(JI)V", editor.copyOf(free.address())));
        }
        return finish(true);
    }

    private boolean weaveFreeUnlessRefused(HookPoint.FreeUnlessRefused free) {
        int address = editor.copyOf(free.address());
        int size = editor.copyOf(free.size());
        InsnNode isFreed = new InsnNode(Opcodes.DUP);
        boolean found = insertBeforeReturns(isFreed, "freedUnlessRefused", "(ZJJI)V", address, size);
        editor.insertAtStart(hook("freed", "(JI)V", address));
        return finish(found);
    }

    private boolean weaveFreeWithin(HookPoint.FreeWithin free) {
        int address = editor.copyOf(free.address());
        int size = editor.copyOf(free.size());
        editor.insertAtStart(hook("freedWithin", "(JJI)V", address, size));
        return finish(true);
    }

    private boolean weaveReallocation(HookPoint.Reallocation reallocation) {
        int size = editor.copyOf(reallocation.size());
        int address = editor.copyOf(reallocation.address());
        String ended = reallocation.zeroFrees() ? "reallocated" : "reallocatedUnlessRefused";
        boolean found = insertBeforeReturns(new InsnNode(Opcodes.DUP2), ended, "(JJI)V", size);
        editor.handleWholeMethod(hook("reallocationFailed", "(I)V"));
        editor.insertAtStart(
                reallocation.zeroFrees()
                        ? hook("reallocating", "(JJI)V", address, size)
                        : hook("reallocating", "(JI)V", address));
        return finish(found);
    }

    private boolean weaveResize(HookPoint.Resize resize) {
        int address = editor.copyOf(resize.address());
        int size = editor.copyOf(resize.size());
        InsnNode isResized = new InsnNode(Opcodes.DUP);
        return finish(insertBeforeReturns(isResized, "resizedUnlessRefused", "(ZJJI)V", address, size));
    }

    /** {@return whether there is such a return; the hook is told {@code first}, the locals and the kind} */
    private boolean insertBeforeReturns(AbstractInsnNode first, String name, String descriptor, int... locals) {
        List<AbstractInsnNode> returns = editor.returns();
        for (AbstractInsnNode returning : returns) {
            InsnList hook = hook(name, descriptor, locals);
            hook.insert(first.clone(null));
            editor.insertBefore(returning, hook);
        }
        return !returns.isEmpty();
    }

    /** {@return the call of a hook that is told the {@code long}s in some locals, and the kind} */
    private InsnList hook(String name, String descriptor, int... locals) {
        InsnList hook = new InsnList();
        for (int local : locals) {
            hook.add(new VarInsnNode(Opcodes.LLOAD, local));
        }
        hook.add(pushKind());
        hook.add(callHook(name, descriptor));
        return hook;
    }

    private boolean finish(boolean found) {
        editor.insertCopies();
        editor.growStack(6); // what hooks are told, at most
        return found;
    }

    private boolean weaveRefinement(HookPoint.Refinement refinement) {
        List<MethodInsnNode> calls = editor.callsTo(refinement.call());
        if (calls.isEmpty()) {
            return false;
        }
        int size = editor.copyOf(refinement.size());
        boolean byClass = !refinement.kindsByClass().isEmpty();
        boolean ownedByThis = refinement.subject() == HookPoint.Refinement.THIS;
        int subject = byClass ? editor.copyOf(new ValueSource.Argument(refinement.subject())) : 0; // 0 is this
        editor.insertInHandlers(callHook("clear", "()V"));
        for (MethodInsnNode allocating : calls) {
            InsnList before = new InsnList();
            before.add(new VarInsnNode(Opcodes.LLOAD, size));
            before.add(pushKind());
            if (byClass || ownedByThis) {
                before.add(new VarInsnNode(Opcodes.ALOAD, subject));
                before.add(callHook(byClass ? "enter" : "enterOwned", "(JILjava/lang/Object;)V"));
            } else {
                before.add(callHook("enter", "(JI)V"));
            }
            InsnList after = new InsnList();
            after.add(callHook("clear", "()V"));
            InsnList thrown = new InsnList();
            thrown.add(callHook("clear", "()V"));
            editor.insertAround(allocating, before, after, thrown);
        }
        return finish(true);
    }

    private AbstractInsnNode pushKind() {
        return new LdcInsnNode(kinds.add(point.kind(), point.layer()));
    }

    private static MethodInsnNode callHook(String name, String descriptor) {
        return new MethodInsnNode(Opcodes.INVOKESTATIC, HOOKS, name, descriptor, false);
    }
}
