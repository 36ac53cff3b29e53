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
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallSiteWeaverTest {
    private static final String BLOCK = "dev/seep/agent/weave/Block";
    private static final List<CallSitePattern> PATTERNS = List.of(
            new CallSitePattern("*", "allocateBlock", "(I)J", List.of("unsafe"), 17, 99),
            new CallSitePattern("*", "allocateBlock*", "*J)J", List.of("unsafe"), 17, 99),
            new CallSitePattern(BLOCK, "<init>", "(I)V", List.of("unsafe"), 17, 99));

    private final Kinds kinds = new Kinds();
    private final CallSites callSites = new CallSites();
    private final NotWovenClasses notWoven = new NotWovenClasses();
    private final CallSiteWeaver weaver = new CallSiteWeaver(PATTERNS, kinds, callSites, notWoven);
    private final Class<?> calls = load();
    private final List<String> heard = new ArrayList<>();

    @BeforeEach
    void listen() {
        kinds.add("unsafe", Layer.BASE);
        Hooks.listen(new Heard());
    }

    @AfterEach
    void stopListening() {
        Hooks.listen(AllocationListener.NONE);
        assertThat(CallSlot.held()).as("slot left claimed").isNull();
    }

    @Test
    void callOfEveryForm_labelsItsBlock() throws Throwable {
        call("callsStatic");
        call("callsVirtual");
        call("callsInterface");
        call("callsDefaultMethod");
        call("callsConstructor");
        call("callsInLambda");

        assertThat(heard)
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

        assertThat(heard).containsExactly("11 allocateBlock", "17 Extended.<init>");
    }

    @Test
    void callInAnExpression_labelsItsBlock() throws Throwable {
        call("callsInArgumentsOfThisConstructor");
        call("callsInTernary");

        assertThat(heard)
                .containsExactly("19 Extended.<init>", "89 Extended.<init>", "23 callsInTernary", "29 callsInTernary");
    }

    @Test
    void callsWithinEachOther_labelEachItsBlock() throws Throwable {
        call("callsNested");
        call("callsInNestedFrames");

        assertThat(heard)
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

        assertThat(heard).containsExactly("53 -", "79 allocatesUnlabelledAfterACall", "83 -");
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

        assertThat(heard).containsExactly("59 -", "61 -", "67 -", "97 -", "97 -", "97 -", "97 -", "97 -", "97 -");
    }

    @Test
    void callThatThrows_afterOthersThatDidNot_neverLabelsALaterBlock() throws Throwable {
        callThatThrows("throwsAfterSuperConstructor");
        callThatThrows("throwsInLoopWithLocals");

        assertThat(heard)
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
    void methodReferenceOfEveryForm_labelsItsBlockWhereItIsMade() throws Throwable {
        call("callsByStaticReference");
        call("callsByBoundReference");
        call("callsByReferenceOfAClass");
        call("callsByUnboundReference");
        call("callsByConstructorReference");
        call("callsByPrivateReference");
        call("callsByReferenceWithMarker");

        assertThat(heard)
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

        assertThat(heard).containsExactly("139 -");
    }

    @Test
    void methodReferenceThatThrows_neverLabelsALaterBlock() {
        callThatThrows("throwsByReference");

        assertThat(heard).containsExactly("97 -");
    }

    @Test
    void classOfTheJdk_isNotWoven() {
        byte[] classfile = classFile("LabelledCalls.class");

        assertThat(weaver.transform(Object.class.getModule(), null, "LabelledCalls", null, null, classfile))
                .isNull();
        assertThat(notWoven.list()).isEmpty();
    }

    @Test
    void classOfALoaderThatDoesNotFindTheHooks_isLeftAsItIsAndNamed() {
        ClassLoader blind = new ClassLoader(null) {};
        byte[] classfile = classFile("LabelledCalls.class");

        assertThat(weaver.transform(blind.getUnnamedModule(), blind, "a/LabelledCalls", null, null, classfile))
                .isNull();

        assertThat(notWoven.list())
                .containsExactly(
                        new NotSeen.NotWoven("a.LabelledCalls", "its class loader does not find the hook classes"));
    }

    private void call(String method) throws Throwable {
        Method declared = calls.getDeclaredMethod(method);
        declared.setAccessible(true);
        try {
            declared.invoke(null);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private void callThatThrows(String method) {
        assertThatThrownBy(() -> call(method)).isInstanceOf(IllegalStateException.class);
        Block.unlabelled(97);
    }

    /** Defines the woven class and those nested in it in a loader of their own, where the JVM verifies them. */
    private Class<?> load() {
        kinds.add("unsafe", Layer.BASE);
        String name = LabelledCalls.class.getName();
        ClassLoader loader = new ClassLoader(getClass().getClassLoader()) {
            @Override
            protected Class<?> loadClass(String wanted, boolean resolve) throws ClassNotFoundException {
                if (!wanted.startsWith(name)) {
                    return super.loadClass(wanted, resolve);
                }
                Class<?> loaded = findLoadedClass(wanted);
                return loaded != null ? loaded : define(wanted);
            }

            private Class<?> define(String wanted) {
                byte[] original = classFile(wanted.substring(wanted.lastIndexOf('.') + 1) + ".class");
                byte[] woven =
                        weaver.transform(getUnnamedModule(), this, wanted.replace('.', '/'), null, null, original);
                assertThat(woven).as("woven %s", wanted).isNotNull();
                return defineClass(wanted, woven, 0, woven.length);
            }
        };
        try {
            Class<?> loaded = Class.forName(name, true, loader);
            assertThat(notWoven.list()).isEmpty();
            return loaded;
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] classFile(String file) {
        try (InputStream in = LabelledCalls.class.getResourceAsStream(file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private final class Heard implements AllocationListener {
        @Override
        public void allocated(long address, long size, int kind, @Nullable CallSlot slot) {
            int site = slot == null ? 0 : slot.takeCallSite();
            heard.add(size + " " + (site == 0 ? "-" : describe(callSites.frame(site))));
        }

        private String describe(StackTraceElement frame) {
            String name = frame.getClassName();
            int nested = name.indexOf('$');
            assertThat(frame.getFileName()).isEqualTo("LabelledCalls.java");
            assertThat(frame.getLineNumber()).isPositive();
            return (nested < 0 ? "" : name.substring(nested + 1) + ".") + frame.getMethodName();
        }

        @Override
        public void freed(long address, int kind) {}

        @Override
        public void reallocating(long address, int kind) {}

        @Override
        public void reallocated(long address, long size, int kind) {}

        @Override
        public void reallocationFailed(int kind) {}
    }
}
