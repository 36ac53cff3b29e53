// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.agent.hook.AllocationListener;
import dev.seep.agent.hook.CallSlot;
import dev.seep.agent.hook.Hooks;
import dev.seep.agent.kind.Kinds;
import dev.seep.agent.site.CallSites;
import dev.seep.report.snapshot.Layer;
import dev.seep.report.snapshot.NotSeen;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** Weaving classes that were loaded before, and taking the labels out again. */
class LoadedClassesTest {
    private static final String NAME = LabelledCalls.class.getName();

    private final Instrumentation instrumentation = instrumentation();
    private final Kinds kinds = new Kinds();
    private final CallSites callSites = new CallSites();
    private final NotWovenClasses notWoven = new NotWovenClasses();
    private final HeardLabels heard = new HeardLabels(callSites);
    private final CallSiteWeaver weaver = new CallSiteWeaver(CallSiteWeaverTest.PATTERNS, kinds, callSites, notWoven);
    private Class<?> calls;

    @BeforeEach
    void loadUnwoven() throws ClassNotFoundException {
        kinds.add("unsafe", Layer.BASE);
        calls = Class.forName(NAME, true, new TestLoader(NAME, null));
        Hooks.listen(heard);
    }

    @AfterEach
    void stop() {
        weaver.uninstall(instrumentation);
        Hooks.listen(AllocationListener.NONE);
        assertThat(CallSlot.held()).as("slot left claimed").isNull();
    }

    @Test
    void loadedClass_isWoven_andUnwoven_andWovenAgain() throws Throwable {
        callEveryForm();
        assertThat(heard.take()).containsExactly("2 -", "13 -", "31 -", "101 -", "103 -", "107 -", "109 -", "127 -");

        weaver.install(instrumentation);
        callEveryForm();
        assertThat(heard.take()).containsExactlyElementsOf(labelled());

        weaver.uninstall(instrumentation);
        callEveryForm();
        assertThat(heard.take()).containsExactly("2 -", "13 -", "31 -", "101 -", "103 -", "107 -", "109 -", "127 -");

        weaver.install(instrumentation);
        callEveryForm();
        assertThat(heard.take()).containsExactlyElementsOf(labelled());
        assertThat(ownNotWoven()).isEmpty();
    }

    @Test
    void retransformationByOthers_keepsLabelsAndTheirIds() throws Throwable {
        weaver.install(instrumentation);
        callEveryForm();
        int count = callSites.count();

        instrumentation.retransformClasses(calls);
        instrumentation.retransformClasses(calls);
        heard.take();
        callEveryForm();

        assertThat(heard.take()).containsExactlyElementsOf(labelled());
        assertThat(callSites.count()).isEqualTo(count);
    }

    @Test
    void redefinitionWithTheOriginalClass_keepsLabels() throws Throwable {
        weaver.install(instrumentation);

        instrumentation.redefineClasses(new ClassDefinition(calls, TestLoader.classFile(NAME)));
        callEveryForm();

        assertThat(heard.take()).containsExactlyElementsOf(labelled());
    }

    @Test
    void classThatCannotBeRetransformed_isNamed_andTheOthersAreWoven() throws Throwable {
        Class<?> spoilt = Class.forName(NAME + "$InnerSource", true, calls.getClassLoader());
        ClassFileTransformer spoiler = new ClassFileTransformer() {
            @Override
            public byte[] transform(
                    ClassLoader loader, String name, Class<?> type, ProtectionDomain domain, byte[] classfile) {
                return type == spoilt ? withAnotherMethod(classfile) : null;
            }
        };
        instrumentation.addTransformer(spoiler, true);
        try {
            weaver.install(instrumentation);
        } finally {
            instrumentation.removeTransformer(spoiler);
        }

        TestLoader.call(calls, "callsStatic");
        assertThat(heard.take()).containsExactly("2 callsStatic");
        assertThat(ownNotWoven()).hasSize(1);
        assertThat(ownNotWoven().get(0).className()).isEqualTo(spoilt.getName());
        assertThat(ownNotWoven().get(0).reason()).startsWith("java.lang.UnsupportedOperationException");
    }

    /** Without the classes that other tests have left in this JVM. */
    private List<NotSeen.NotWoven> ownNotWoven() {
        return notWoven.list().stream()
                .filter(each -> each.className().startsWith(NAME))
                .toList();
    }

    private static byte[] withAnotherMethod(byte[] classfile) {
        ClassReader reader = new ClassReader(classfile);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(writer, 0);
        writer.visitMethod(Opcodes.ACC_ABSTRACT, "another", "()V", null, null).visitEnd();
        return writer.toByteArray();
    }

    /** By reflection, because javac warns of annotations that Byte Buddy's class file mentions. */
    private static Instrumentation instrumentation() {
        try {
            Class<?> agent = Class.forName("net.bytebuddy.agent.ByteBuddyAgent");
            return (Instrumentation) agent.getMethod("install").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private void callEveryForm() throws Throwable {
        TestLoader.call(calls, "callsStatic");
        TestLoader.call(calls, "callsConstructor");
        TestLoader.call(calls, "callsInLambda");
        TestLoader.call(calls, "callsByStaticReference");
        TestLoader.call(calls, "callsByBoundReference");
        TestLoader.call(calls, "callsByReferenceOfAClass");
        TestLoader.call(calls, "callsByConstructorReference");
    }

    private static List<String> labelled() {
        return List.of(
                "2 callsStatic",
                "13 callsConstructor",
                "31 lambda$callsInLambda$0",
                "101 callsByStaticReference",
                "103 callsByStaticReference",
                "107 callsByBoundReference",
                "109 callsByReferenceOfAClass",
                "127 callsByConstructorReference");
    }
}
