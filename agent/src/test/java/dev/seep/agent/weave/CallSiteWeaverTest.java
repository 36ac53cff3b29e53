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
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallSiteWeaverTest {
    static final List<CallSitePattern> PATTERNS = List.of(
            new CallSitePattern("*", "allocateBlock", "(I)J", List.of("unsafe"), 17, 99),
            new CallSitePattern("*", "allocateBlock*", "*J)J", List.of("unsafe"), 17, 99),
            new CallSitePattern("dev/seep/agent/weave/Block", "<init>", "(I)V", List.of("unsafe"), 17, 99));

    private final Kinds kinds = new Kinds();
    private final CallSites callSites = new CallSites();
    private final NotWovenClasses notWoven = new NotWovenClasses();
    private final CallSiteWeaver weaver = new CallSiteWeaver(PATTERNS, kinds, callSites, notWoven);
    private final Class<?> calls = load();
    private final HeardLabels heard = new HeardLabels(callSites);

    @BeforeEach
    void listen() {
        Hooks.listen(heard);
    }

    @AfterEach
    void stopListening() {
        Hooks.listen(AllocationListener.NONE);
        assertThat(CallSlot.held()).as("slot left claimed").isNull();
    }

    @Test
    void label_namesClassMethodFileAndLine() throws Throwable {
        call("callsStatic");

        StackTraceElement frame = callSites.frame(1);
        assertThat(frame.getClassName()).isEqualTo(LabelledCalls.class.getName());
        assertThat(frame.getFileName()).isEqualTo("LabelledCalls.java");
        assertThat(frame.getMethodName()).isEqualTo("callsStatic");
        assertThat(frame.getLineNumber()).isEqualTo(LabelledCalls.LINE_OF_FIRST);
    }

    @Test
    void callOfEveryForm_labelsItsBlock() throws Throwable {
        call("callsStatic");
        call("callsVirtual");
        call("callsInterface");
        call("callsDefaultMethod");
        call("callsConstructor");
        call("callsInLambda");

        assertThat(heard.take())
                .containsExactly(
                        "2 callsStatic",
                        "3 callsVirtual",
                        "5 callsInterface",
                        "7 callsDefaultMethod",
                        "13 callsConstructor",
                        "31 lambda$callsInLambda$0");
    }

    @Test
    void callBySuper_labelsItsBlockInTheOverridingMethod() throws Throwable {
        call("callsSuper");
        call("callsSuperConstructor");

        assertThat(heard.take()).containsExactly("11 allocateBlock", "17 Extended.<init>");
    }

    @Test
    void callInAnExpression_labelsItsBlock() throws Throwable {
        call("callsInArgumentsOfThisConstructor");
        call("callsInTernary");

        assertThat(heard.take())
                .containsExactly("19 Extended.<init>", "89 Extended.<init>", "23 callsInTernary", "29 callsInTernary");
    }

    @Test
    void callsWithinEachOther_labelEachItsBlock() throws Throwable {
        call("callsNested");
        call("callsInNestedFrames");

        assertThat(heard.take())
                .containsExactly(
                        "37 callsNested",
                        "4096 callsNested",
                        "41 callsNested",
                        "43 callsNested",
                        "47 InnerSource.allocateBlock");
    }

    @Test
    void callThatNoPatternMeans_isNotLabelled() throws Throwable {
        call("callsNothingMeant");
        call("allocatesUnlabelledAfterACall");

        assertThat(heard.take()).containsExactly("53 -", "79 allocatesUnlabelledAfterACall", "83 -");
    }

    @Test
    void callThatThrows_neverLabelsALaterBlock() throws Throwable {
        call("throwsAndCatches");
        callThatThrows("throwsAndRunsFinally");
        callThatThrows("throwsWhatItDoesNotCatch");
        callThatThrows("throwsInSynchronized");
        callThatThrows("throwsInConstructor");
        callThatThrows("throwsInSuperConstructor");
        callThatThrows("throwsBeforeSuperConstructor");

        assertThat(heard.take())
                .containsExactly("59 -", "61 -", "67 -", "97 -", "97 -", "97 -", "97 -", "97 -", "97 -");
    }

    @Test
    void callThatThrows_afterOthersThatDidNot_neverLabelsALaterBlock() throws Throwable {
        callThatThrows("throwsAfterSuperConstructor");
        callThatThrows("throwsInLoopWithLocals");

        assertThat(heard.take())
                .containsExactly(
                        "73 Extended.<init>",
                        "97 -",
                        "3 throwsInLoopWithLocals",
                        "2 throwsInLoopWithLocals",
                        "1 throwsInLoopWithLocals",
                        "0 throwsInLoopWithLocals",
                        "97 -");
    }

    @Test
    void callThatOverflowsTheStack_neverLabelsALaterBlock() throws Throwable {
        call("overflowsTheStack");

        assertThat(heard.take())
                .filteredOn(each -> each.startsWith("151"))
                .hasSize(200)
                .containsOnly("151 -");
    }

    @Test
    void methodReferenceOfEveryForm_labelsItsBlockWhereItIsMade() throws Throwable {
        call("callsByStaticReference");
        call("callsByBoundReference");
        call("callsByReferenceOfAClass");
        call("callsByUnboundReference");
        call("callsByConstructorReference");
        call("callsByPrivateReference");
        call("callsByReferenceWithMarker");

        assertThat(heard.take())
                .containsExactly(
                        "101 callsByStaticReference",
                        "103 callsByStaticReference",
                        "107 callsByBoundReference",
                        "109 callsByReferenceOfAClass",
                        "113 callsByUnboundReference",
                        "127 callsByConstructorReference",
                        Runtime.version().feature() < 25 ? "131 -" : "131 callsByPrivateReference",
                        "137 callsByReferenceWithMarker");
    }

    @Test
    void serializableMethodReference_isLeftAlone() throws Throwable {
        call("callsBySerializableReference");

        assertThat(heard.take()).containsExactly("139 -");
    }

    @Test
    void methodReferenceThatThrows_neverLabelsALaterBlock() {
        callThatThrows("throwsByReference");

        assertThat(heard.take()).containsExactly("97 -");
    }

    @Test
    void classOfTheJdk_isNotWoven() throws ClassNotFoundException {
        byte[] classfile = TestLoader.classFile(LabelledCalls.class.getName());

        assertThat(weaver.transform(Object.class.getModule(), null, "LabelledCalls", null, null, classfile))
                .isNull();
        assertThat(notWoven.list()).isEmpty();
    }

    @Test
    void classOfALoaderThatDoesNotFindTheHooks_isLeftAsItIsAndNamed() throws ClassNotFoundException {
        ClassLoader blind = new ClassLoader(null) {};
        byte[] classfile = TestLoader.classFile(LabelledCalls.class.getName());

        assertThat(weaver.transform(blind.getUnnamedModule(), blind, "a/LabelledCalls", null, null, classfile))
                .isNull();

        assertThat(notWoven.list())
                .containsExactly(
                        new NotSeen.NotWoven("a.LabelledCalls", "its class loader does not find the hook classes"));
    }

    @Test
    void callWithoutRoomForItsLabel_isLeftAsItIs() throws ClassNotFoundException {
        byte[] classfile = TestLoader.classFile(LabelledCalls.class.getName());
        CallSites full = new CallSites();
        for (int i = 1; i <= CallSites.MAX; i++) {
            full.idOf(new StackTraceElement("A", "b", null, i), 1);
        }
        CallSiteWeaver late = new CallSiteWeaver(PATTERNS, kinds, full, notWoven);
        ClassLoader loader = new TestLoader("none", null);

        assertThat(late.transform(loader.getUnnamedModule(), loader, "a/B", null, null, classfile))
                .isNull();

        assertThat(full.refused()).isEqualTo(32);
        assertThat(notWoven.list()).isEmpty();
    }

    private void call(String method) throws Throwable {
        TestLoader.call(calls, method);
    }

    private void callThatThrows(String method) {
        assertThatThrownBy(() -> call(method)).isInstanceOf(IllegalStateException.class);
        Block.unlabelled(97);
    }

    private Class<?> load() {
        kinds.add("unsafe", Layer.BASE);
        String name = LabelledCalls.class.getName();
        try {
            return Class.forName(name, true, new TestLoader(name, weaver));
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
