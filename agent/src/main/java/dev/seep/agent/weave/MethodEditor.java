// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.weave;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Inserts instructions into a method without anything having to be computed anew. Confined to the weaving thread. */
final class MethodEditor {
    /*
     * Implementation notes
     *
     * Arguments are copied at entry to locals behind all others, which every frame of the method then has to name: a local
     * that only some frames name fails verification on JDK 25 and passes silently on 17.
     *
     * A handler of our own is appended behind the method's last instruction and last in its exception table. It gets what
     * no handler of the method catches, so that it ends the method, and its frame needs no locals. Where the method's own
     * handlers have to know too, they get a call at their start.
     */
    private final MethodNode method;
    private final InsnList copies = new InsnList();
    private final List<Object> copyTypes = new ArrayList<>();
    private final int firstCopy;
    private int nextLocal;

    MethodEditor(MethodNode method) {
        this.method = method;
        firstCopy = method.maxLocals;
        nextLocal = firstCopy;
    }

    /** {@return the local that holds the value a parameter has at entry; an int is widened to long} */
    int copyOf(ValueSource source) {
        if (!(source instanceof ValueSource.Argument argument)) {
            throw new IllegalArgumentException("only arguments can be copied: source=" + source);
        }
        Type[] types = Type.getArgumentTypes(method.desc);
        int local = (method.access & Opcodes.ACC_STATIC) != 0 ? 0 : 1;
        for (int i = 0; i < argument.index(); i++) {
            local += types[i].getSize();
        }
        Type type = types[argument.index()];
        copies.add(new VarInsnNode(type.getOpcode(Opcodes.ILOAD), local));
        int copy = nextLocal;
        if (type.getSort() == Type.OBJECT) {
            copies.add(new VarInsnNode(Opcodes.ASTORE, copy));
            copyTypes.add(type.getInternalName());
            nextLocal++;
        } else {
            if (type.getSort() == Type.INT) {
                copies.add(new InsnNode(Opcodes.I2L));
            }
            copies.add(new VarInsnNode(Opcodes.LSTORE, copy));
            copyTypes.add(Opcodes.LONG);
            nextLocal += 2;
        }
        return copy;
    }

    /** Puts the copies in front of everything else. To be called last. */
    void insertCopies() {
        method.instructions.insert(copies);
        method.maxLocals = nextLocal;
        if (copyTypes.isEmpty()) {
            return;
        }
        for (AbstractInsnNode node : method.instructions) {
            if (node instanceof FrameNode frame && frame.local != null && !frame.local.isEmpty()) {
                nameCopies(frame);
            }
        }
    }

    private void nameCopies(FrameNode frame) {
        List<Object> locals = new ArrayList<>(frame.local);
        int slots = 0;
        for (Object local : locals) {
            slots += Opcodes.LONG.equals(local) || Opcodes.DOUBLE.equals(local) ? 2 : 1;
        }
        for (; slots < firstCopy; slots++) {
            locals.add(Opcodes.TOP);
        }
        locals.addAll(copyTypes);
        frame.local = locals;
    }

    void insertAtStart(InsnList hook) {
        method.instructions.insert(hook);
    }

    void insertBefore(AbstractInsnNode node, InsnList hook) {
        method.instructions.insertBefore(node, hook);
    }

    /** {@return the method's return instructions} */
    List<AbstractInsnNode> returns() {
        List<AbstractInsnNode> found = new ArrayList<>();
        for (AbstractInsnNode node : method.instructions) {
            if (node.getOpcode() >= Opcodes.IRETURN && node.getOpcode() <= Opcodes.RETURN) {
                found.add(node);
            }
        }
        return found;
    }

    /** {@return the method's calls to another method} */
    List<MethodInsnNode> callsTo(HookPoint.Method callee) {
        List<MethodInsnNode> found = new ArrayList<>();
        for (AbstractInsnNode node : method.instructions) {
            if (node instanceof MethodInsnNode call
                    && call.name.equals(callee.name())
                    && call.desc.equals(callee.descriptor())
                    && call.owner.equals(callee.owner())) {
                found.add(call);
            }
        }
        return found;
    }

    /** Puts a call without operands at the start of each of the method's own handlers. */
    void insertInHandlers(MethodInsnNode call) {
        List<LabelNode> done = new ArrayList<>();
        for (TryCatchBlockNode block : method.tryCatchBlocks) {
            if (!done.contains(block.handler)) {
                done.add(block.handler);
                AbstractInsnNode last = block.handler;
                while (last.getNext() != null && last.getNext().getOpcode() < 0) {
                    last = last.getNext(); // labels, line numbers and the frame stay in front
                }
                method.instructions.insert(last, call.clone(null));
            }
        }
    }

    /** Puts instructions before a call, after its return, and where what it throws leaves the method. */
    void insertAround(MethodInsnNode call, InsnList before, InsnList after, InsnList thrown) {
        LabelNode start = new LabelNode();
        LabelNode end = new LabelNode();
        before.add(start);
        after.insert(end);
        method.instructions.insertBefore(call, before);
        method.instructions.insert(call, after);
        appendHandler(start, end, thrown);
    }

    /** Puts instructions where anything that the method throws leaves it. */
    void handleWholeMethod(InsnList thrown) {
        LabelNode start = new LabelNode();
        LabelNode end = new LabelNode();
        method.instructions.insert(start);
        method.instructions.add(end);
        appendHandler(start, end, thrown);
    }

    private void appendHandler(LabelNode start, LabelNode end, InsnList thrown) {
        LabelNode handler = new LabelNode();
        method.instructions.add(handler);
        method.instructions.add(
                new FrameNode(Opcodes.F_NEW, 0, new Object[0], 1, new Object[] {"java/lang/Throwable"}));
        method.instructions.add(thrown);
        method.instructions.add(new InsnNode(Opcodes.ATHROW));
        method.tryCatchBlocks.add(new TryCatchBlockNode(start, end, handler, null));
    }

    void growStack(int words) {
        method.maxStack += words;
    }
}
