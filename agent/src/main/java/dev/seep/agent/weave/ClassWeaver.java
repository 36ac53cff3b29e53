// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.weave;

import dev.seep.agent.kind.Kinds;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/** Weaves one class: methods with a hook point are rewritten, all others are copied as they are. */
final class ClassWeaver extends ClassVisitor {
    private final List<HookPoint> points;
    private final List<HookPoint> missing;
    private final Kinds kinds;

    ClassWeaver(ClassVisitor target, List<HookPoint> points, Kinds kinds) {
        super(Opcodes.ASM9, target);
        this.points = points;
        this.kinds = kinds;
        missing = new ArrayList<>(points);
    }

    /** {@return the hook points that the class turned out not to have} */
    List<HookPoint> missing() {
        return missing;
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        MethodVisitor target = super.visitMethod(access, name, descriptor, signature, exceptions);
        for (HookPoint point : points) {
            if (point.method().name().equals(name)
                    && point.method().descriptor().equals(descriptor)) {
                return new MethodNode(Opcodes.ASM9, access, name, descriptor, signature, exceptions) {
                    @Override
                    public void visitEnd() {
                        if (new MethodWeaver(this, point, kinds).weave()) {
                            removeFromMissing(point);
                        }
                        accept(target);
                    }
                };
            }
        }
        return target;
    }

    /** Without {@code equals}: the first call of a record's costs the start ten milliseconds. */
    private void removeFromMissing(HookPoint point) {
        for (int i = 0; i < missing.size(); i++) {
            if (missing.get(i) == point) {
                missing.remove(i);
                return;
            }
        }
    }
}
