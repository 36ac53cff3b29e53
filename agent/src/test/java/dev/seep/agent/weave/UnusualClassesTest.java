// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seep.agent.hook.AllocationListener;
import dev.seep.agent.hook.CallSlot;
import dev.seep.agent.hook.Hooks;
import dev.seep.agent.kind.Kinds;
import dev.seep.agent.site.CallSites;
import dev.seep.report.snapshot.Layer;
import dev.seep.report.snapshot.NotSeen;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.Opcodes;

/** Class files of old versions, and methods that leave no room. */
class UnusualClassesTest {
    private final Kinds kinds = new Kinds();
    private final CallSites callSites = new CallSites();
    private final NotWovenClasses notWoven = new NotWovenClasses();
    private final HeardLabels heard = new HeardLabels(callSites);

    @BeforeEach
    void listen() {
        kinds.add("unsafe", Layer.BASE);
        Hooks.listen(heard);
    }

    @AfterEach
    void stopListening() {
        Hooks.listen(AllocationListener.NONE);
        assertThat(CallSlot.held()).as("slot left claimed").isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {Opcodes.V1_1, Opcodes.V1_2, Opcodes.V1_4, Opcodes.V1_5, Opcodes.V1_6})
    void oldClass_labelsItsCalls(int version) throws Throwable {
        Class<?> old = load(GeneratedCalls.old(version));

        TestLoader.call(old, "constructs");
        TestLoader.call(old, "catches");
        Block.unlabelled(17);

        assertThat(heard.take()).containsExactly("5 <init>", "4096 <init>", "7 catches", "17 -");
        assertThat(notWoven.list()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {Opcodes.V1_1, Opcodes.V1_2, Opcodes.V1_4, Opcodes.V1_5, Opcodes.V1_6})
    void oldClassThatThrows_neverLabelsALaterBlock(int version) throws Throwable {
        Class<?> old = load(GeneratedCalls.old(version));

        for (String method : new String[] {"throwsInConstructor", "throwsOut"}) {
            assertThatThrownBy(() -> TestLoader.call(old, method)).isInstanceOf(IllegalStateException.class);
            Block.unlabelled(17);
        }

        assertThat(heard.take()).containsExactly("17 -", "17 -");
    }

    @Test
    void subroutineOfAnOldClass_isWoven() throws Throwable {
        Class<?> old = load(GeneratedCalls.old(Opcodes.V1_4));

        assertThatThrownBy(() -> TestLoader.call(old, "throwsThroughFinally"))
                .isInstanceOf(IllegalStateException.class);
        Block.unlabelled(17);

        assertThat(heard.take()).containsExactly("11 throwsThroughFinally", "13 throwsThroughFinally", "17 -");
    }

    @ParameterizedTest
    @ValueSource(ints = {65_535, 65_525, 8_000, 7_990})
    void methodThatWouldBecomeTooLarge_isLeftAsItIsAndNamed(int bytes) throws Throwable {
        Class<?> generated = load(GeneratedCalls.huge(bytes));

        TestLoader.call(generated, "huge");
        TestLoader.call(generated, "small");

        assertThat(heard.take()).containsExactly("1 -", "3 small");
        assertThat(notWoven.list())
                .containsExactly(new NotSeen.NotWoven(GeneratedCalls.NAME, "method too large: huge()V"));
    }

    @ParameterizedTest
    @ValueSource(ints = {60_000, 8_001, 7_950})
    void methodThatStaysAsLargeAsItWasToTheCompiler_isWoven(int bytes) throws Throwable {
        Class<?> generated = load(GeneratedCalls.huge(bytes));

        TestLoader.call(generated, "huge");

        assertThat(heard.take()).containsExactly("1 huge");
        assertThat(notWoven.list()).isEmpty();
    }

    private Class<?> load(byte[] classfile) throws ClassNotFoundException {
        CallSiteWeaver weaver = new CallSiteWeaver(CallSiteWeaverTest.PATTERNS, kinds, callSites, notWoven);
        return Class.forName(
                GeneratedCalls.NAME,
                true,
                new TestLoader(GeneratedCalls.NAME, weaver).with(GeneratedCalls.NAME, classfile));
    }
}
