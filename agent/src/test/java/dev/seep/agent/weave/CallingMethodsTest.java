// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seep.agent.kind.Kinds;
import dev.seep.agent.site.CallSites;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

class CallingMethodsTest {
    private static final List<CallSitePattern> PATTERNS = List.of(
            new CallSitePattern("*", "append", "*)Ljava/lang/StringBuilder;", List.of(), 17, 99),
            new CallSitePattern("*", "get", "*", List.of(), 17, 99),
            new CallSitePattern("java/lang/String", "valueOf", "*", List.of(), 17, 99));

    private final CallLabels labels = new CallLabels(PATTERNS, new Kinds(), new CallSites());

    @Test
    void everyClassOfJavaBase_hasTheMethodsThatParsingFinds() throws IOException {
        int found = 0;
        for (Path file : ConstantPoolScanTest.classesOfJavaBase()) {
            byte[] classfile = Files.readAllBytes(file);
            ClassReader reader = new ClassReader(classfile);
            Set<String> methods = CallingMethods.of(reader, labels);
            Set<String> parsed = ParsedMethods.of(reader, labels);
            found += parsed.size();

            assertThat(methods).as(file.toString()).containsAll(parsed);
            if (methods.size() > parsed.size()) { // by other links to such a method than references to it
                assertThat(classfile)
                        .as(file.toString())
                        .contains("BootstrapMethods".getBytes(StandardCharsets.US_ASCII));
            }
        }

        assertThat(found).isGreaterThan(2_000);
    }

    @Test
    void callBehindInstructionsOfEveryLength_isFound() {
        byte[] classfile = classWith(body -> {
            Label end = new Label();
            body.visitInsn(Opcodes.ICONST_0);
            body.visitIincInsn(300, 1000); // wide
            body.visitVarInsn(Opcodes.ISTORE, 300); // wide
            body.visitInsn(Opcodes.ICONST_1);
            body.visitTableSwitchInsn(-1, 1, end, end, end, end);
            body.visitInsn(Opcodes.ICONST_1);
            body.visitLookupSwitchInsn(end, new int[] {-7, 7_000}, new Label[] {end, end});
            body.visitLabel(end);
            body.visitInsn(Opcodes.ICONST_1);
            body.visitInsn(Opcodes.ICONST_1);
            body.visitMultiANewArrayInsn("[[I", 2);
            body.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/String", "valueOf", "(I)V", false);
        });

        assertThat(CallingMethods.of(new ClassReader(classfile), labels)).containsExactly("call()V");
    }

    @Test
    void methodThatIsNamedButNotCalled_isNotFound() {
        byte[] classfile = classWith(body -> {
            body.visitIntInsn(Opcodes.SIPUSH, Opcodes.INVOKESTATIC << 8); // looks like a call, but is a number
            body.visitInsn(Opcodes.POP);
            body.visitLdcInsn(new Handle(Opcodes.H_INVOKESTATIC, "java/lang/String", "valueOf", "(I)V", false));
            body.visitInsn(Opcodes.POP);
        });

        assertThat(CallingMethods.of(new ClassReader(classfile), labels)).isEmpty();
    }

    @Test
    void switchWithFewerThanNoCases_isRefused() {
        byte[] classfile = classWith(body -> {
            Label end = new Label();
            body.visitLookupSwitchInsn(end, new int[] {0x01020304}, new Label[] {end});
            body.visitLabel(end);
            body.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/String", "valueOf", "(I)V", false);
        });
        int count = indexOf(classfile, new byte[] {0, 0, 0, 1, 1, 2, 3, 4});
        classfile[count] = (byte) 0xff;

        assertThatThrownBy(() -> CallingMethods.of(new ClassReader(classfile), labels))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a switch with fewer than no cases");
    }

    private interface Body {
        void writeTo(MethodVisitor body);
    }

    private static byte[] classWith(Body body) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "Generated", null, "java/lang/Object", null);
        MethodVisitor method = writer.visitMethod(Opcodes.ACC_STATIC, "call", "()V", null, null);
        method.visitCode();
        body.writeTo(method);
        method.visitInsn(Opcodes.RETURN);
        method.visitMaxs(10, 400);
        method.visitEnd();
        return writer.toByteArray();
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        for (int i = 0; i + part.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        throw new AssertionError("not there");
    }
}
