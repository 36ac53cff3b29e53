// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.weave;

import dev.seep.agent.hook.Hooks;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** Puts labels around the calls of one method. Confined to the weaving thread. */
final class CallSiteMethod {
    /*
     * Implementation notes
     *
     * Before the call: push the id, call enter(I)V. The call's arguments lie on the stack meanwhile and stay there, no
     * local and no frame changes, so that it makes no difference where the call stands. After it: leave()V.
     *
     * Where it throws: the method's own handlers that cover the call get a leave() at their start. They are reached from
     * other instructions too; a label that an outer method has put is lost then, which costs a label and never gives a
     * wrong one. What no handler catches goes to one of ours, behind the last instruction and last in the exception
     * table, which needs no locals, because it ends the method. It does need to say so where `this` is not initialised
     * yet, before super(..) in a constructor: handlers of such a place must have it in local 0, and end in athrow.
     *
     * What the call of super(..) or this(..) itself throws cannot be caught by anybody in the constructor: the verifier
     * holds the handler against the frame before the call and the one after it, and no frame fits both. So the called
     * constructor has to leave() where it throws; see CallSitePattern.
     *
     * Not done: a handler of ours in front of the method's own, which passes on what it catches. Its frame would need the
     * types of all locals, and so the whole class hierarchy.
     */
    private static final String HOOKS = Type.getInternalName(Hooks.class);
    private static final int CALL_BYTES = 3;

    private final MethodNode method;
    private final boolean hasFrames;
    private final List<Labelled> calls = new ArrayList<>();
    private final List<LabelNode> handlers = new ArrayList<>();
    private boolean hasReference;
    private int addedBytes;

    /**
     * Takes a method to weave.
     *
     * @param hasFrames whether the class's version has stack map frames
     */
    CallSiteMethod(MethodNode method, boolean hasFrames) {
        this.method = method;
        this.hasFrames = hasFrames;
    }

    /** {@return by how much the method's code has grown} */
    int addedBytes() {
        return addedBytes;
    }

    /** {@return whether anything was labelled; if not, the method is as it was} */
    boolean weave(CallLabels labels, String className, @Nullable String file) {
        find(labels, className, file);
        if (calls.isEmpty()) {
            return hasReference;
        }
        for (Labelled call : calls) {
            call.caught = noteHandlersOf(call.node) || call.caught;
        }
        for (LabelNode handler : handlers) {
            method.instructions.insert(lastOfHead(handler), callHook("leave", "()V"));
        }
        LabelNode[] ownHandlers = new LabelNode[2]; // one for calls before super(..)
        for (Labelled call : calls) {
            weave(call, ownHandlers);
        }
        method.maxStack++;
        return true;
    }

    private void find(CallLabels labels, String className, @Nullable String file) {
        ThisState state = new ThisState(method);
        int line = -1;
        for (AbstractInsnNode node = method.instructions.getFirst(); node != null; node = node.getNext()) {
            if (node instanceof LineNumberNode number) {
                line = number.line;
            } else if (node instanceof MethodInsnNode call) {
                CallLabels.Place place = new CallLabels.Place(className, method.name, file, line);
                int label = labels.labelOf(place, call.owner, call.name, call.desc);
                if (label != 0) {
                    Labelled labelled = new Labelled(call, label, hasFrames && state.isUninitialized());
                    labelled.caught = state.isInitializedBy(call);
                    calls.add(labelled);
                }
            } else if (node instanceof InvokeDynamicInsnNode dynamic) {
                labelReference(dynamic, labels, new CallLabels.Place(className, method.name, file, line));
            }
            state.pass(node);
        }
    }

    private void labelReference(InvokeDynamicInsnNode dynamic, CallLabels labels, CallLabels.Place place) {
        Handle target = MethodReference.target(dynamic.bsm, dynamic.bsmArgs);
        if (target != null) {
            int label = labels.labelOf(place, target.getOwner(), target.getName(), target.getDesc());
            if (label != 0) {
                MethodReference.label(dynamic, label);
                hasReference = true;
            }
        }
    }

    /** {@return whether a handler of the method catches everything that the call throws} */
    private boolean noteHandlersOf(AbstractInsnNode call) {
        int at = method.instructions.indexOf(call);
        for (TryCatchBlockNode block : method.tryCatchBlocks) {
            if (method.instructions.indexOf(block.start) < at && at < method.instructions.indexOf(block.end)) {
                if (!handlers.contains(block.handler)) {
                    handlers.add(block.handler);
                }
                if (block.type == null || block.type.equals("java/lang/Throwable")) {
                    return true; // what stands behind it in the table is not reached
                }
            }
        }
        return false;
    }

    /** {@return the last of the labels, line numbers and the frame that a handler begins with} */
    private static AbstractInsnNode lastOfHead(LabelNode handler) {
        AbstractInsnNode last = handler;
        while (last.getNext() != null && last.getNext().getOpcode() < 0) {
            last = last.getNext();
        }
        return last;
    }

    private void weave(Labelled call, LabelNode[] ownHandlers) {
        InsnList before = new InsnList();
        before.add(push(call.label));
        before.add(callHook("enter", "(I)V"));
        InsnList after = new InsnList();
        if (!call.caught) {
            LabelNode start = new LabelNode();
            LabelNode end = new LabelNode();
            before.add(start);
            after.add(end);
            LabelNode handler = ownHandler(ownHandlers, call.thisUninitialized);
            method.tryCatchBlocks.add(new TryCatchBlockNode(start, end, handler, null));
        }
        after.add(callHook("leave", "()V"));
        method.instructions.insertBefore(call.node, before);
        method.instructions.insert(call.node, after);
    }

    private LabelNode ownHandler(LabelNode[] ownHandlers, boolean thisUninitialized) {
        int index = thisUninitialized ? 1 : 0;
        LabelNode known = ownHandlers[index];
        if (known != null) {
            return known;
        }
        LabelNode handler = new LabelNode();
        ownHandlers[index] = handler;
        method.instructions.add(handler);
        if (hasFrames) {
            Object[] locals = thisUninitialized ? new Object[] {Opcodes.UNINITIALIZED_THIS} : new Object[0];
            Object[] stack = {"java/lang/Throwable"};
            method.instructions.add(new FrameNode(Opcodes.F_NEW, locals.length, locals, stack.length, stack));
        }
        method.instructions.add(callHook("leave", "()V"));
        method.instructions.add(new InsnNode(Opcodes.ATHROW));
        addedBytes++;
        return handler;
    }

    private AbstractInsnNode push(int label) {
        if (label <= Byte.MAX_VALUE) {
            addedBytes += 2;
            return new IntInsnNode(Opcodes.BIPUSH, label);
        }
        addedBytes += 3;
        return new IntInsnNode(Opcodes.SIPUSH, label); // there are fewer call sites than shorts
    }

    private MethodInsnNode callHook(String name, String descriptor) {
        addedBytes += CALL_BYTES;
        return new MethodInsnNode(Opcodes.INVOKESTATIC, HOOKS, name, descriptor, false);
    }

    /** A call, and what is to be known of it. */
    private static final class Labelled {
        final MethodInsnNode node;
        final int label;
        final boolean thisUninitialized;
        boolean caught; // by another handler than ours, or by none that can be

        Labelled(MethodInsnNode node, int label, boolean thisUninitialized) {
            this.node = node;
            this.label = label;
            this.thisUninitialized = thisUninitialized;
        }
    }
}
