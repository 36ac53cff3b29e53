// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.weave;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Follows a method from its first instruction to its last and says where {@code this} is not initialised yet: in a
 * constructor before {@code super(..)} or {@code this(..)}.
 */
final class ThisState {
    /*
     * Implementation notes
     *
     * Which constructor call initialises `this` is told from those behind a NEW by keeping the NEWs that wait for theirs.
     * Where control flow meets, the frame says both: whether `this` is uninitialised, and which NEWs are waiting.
     */
    private final boolean constructor;
    private final List<String> waiting = new ArrayList<>(); // classes of objects made by NEW and not initialised
    private boolean uninitialized;

    ThisState(MethodNode method) {
        constructor = method.name.equals("<init>");
        uninitialized = constructor;
    }

    /** {@return whether {@code this} is uninitialised behind the last instruction that was passed} */
    boolean isUninitialized() {
        return uninitialized;
    }

    /** {@return whether a call is the one of {@code super(..)} or {@code this(..)}} */
    boolean isInitializedBy(MethodInsnNode call) {
        return uninitialized && call.name.equals("<init>") && !waiting.contains(call.owner);
    }

    void pass(AbstractInsnNode node) {
        if (!constructor) {
            return;
        }
        if (node instanceof FrameNode frame) {
            uninitialized = frame.local.contains(Opcodes.UNINITIALIZED_THIS);
            waiting.clear();
            noteWaiting(frame.local);
            noteWaiting(frame.stack);
        } else if (node.getOpcode() == Opcodes.NEW) {
            waiting.add(((TypeInsnNode) node).desc);
        } else if (node.getOpcode() == Opcodes.INVOKESPECIAL && ((MethodInsnNode) node).name.equals("<init>")) {
            int last = waiting.lastIndexOf(((MethodInsnNode) node).owner);
            if (last < 0) {
                uninitialized = false;
            } else {
                waiting.remove(last);
            }
        }
    }

    /** An uninitialised object is named in frames by a label at its NEW; one that lies there twice counts once. */
    private void noteWaiting(List<Object> values) {
        List<Object> seen = new ArrayList<>();
        for (Object value : values) {
            if (value instanceof LabelNode label && !seen.contains(label)) {
                seen.add(label);
                AbstractInsnNode node = label;
                while (node != null && node.getOpcode() < 0) {
                    node = node.getNext();
                }
                if (node instanceof TypeInsnNode made) {
                    waiting.add(made.desc);
                }
            }
        }
    }
}
