// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Calls;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds for every way to walk. */
class StackWalkTest {
    static Arguments[] walks() {
        return new Arguments[] {Arguments.of(new RawStackWalk()), Arguments.of(new FrameStackWalk())};
    }

    @Test
    void choose_onThisJvm_takesTheRawWalk() {
        assertThat(StackWalk.choose().name()).isEqualTo("raw");
    }

    @ParameterizedTest
    @MethodSource("walks")
    void hash_ofTheSameLineTwice_isEqual(StackWalk walk) {
        WalkedStack[] stacks = new WalkedStack[2];
        for (int i = 0; i < 2; i++) {
            stacks[i] = Calls.here(walk::walk);
        }

        assertThat(stacks[0].hash(64)).isEqualTo(stacks[1].hash(64));
    }

    @ParameterizedTest
    @MethodSource("walks")
    void hash_ofTwoLinesOfOneMethod_differs(StackWalk walk) {
        WalkedStack[] stacks = new WalkedStack[2];
        for (int i = 0; i < 2; i++) {
            stacks[i] = Calls.twoLines(i == 0, walk::walk);
        }

        assertThat(stacks[0].hash(64)).isNotEqualTo(stacks[1].hash(64));
    }

    @ParameterizedTest
    @MethodSource("walks")
    void hash_ofTwoMethods_differs(StackWalk walk) {
        Supplier<WalkedStack> capture = walk::walk;
        WalkedStack[] stacks = new WalkedStack[2];
        for (int i = 0; i < 2; i++) {
            stacks[i] = i == 0 ? Calls.here(capture) : Calls.there(capture);
        }

        assertThat(stacks[0].hash(1)).isNotEqualTo(stacks[1].hash(1));
    }

    @ParameterizedTest
    @MethodSource("walks")
    void hash_ofStacksThatPartBeyondDepth_isEqual(StackWalk walk) {
        WalkedStack[] stacks = new WalkedStack[2];
        for (int i = 0; i < 2; i++) {
            stacks[i] = Calls.below(70 + i, walk::walk);
        }

        assertThat(stacks[0].hash(64)).isEqualTo(stacks[1].hash(64));
        assertThat(stacks[0].hash(71)).isEqualTo(stacks[1].hash(71));
        assertThat(stacks[0].hash(73)).isNotEqualTo(stacks[1].hash(73));
    }

    @ParameterizedTest
    @MethodSource("walks")
    void decode_ofAKnownStack_givesItsFramesFromTheAllocationOutwards(StackWalk walk) {
        WalkedStack stack = Calls.below(2, walk::walk);

        assertThat(Arrays.stream(stack.decode(4)).map(frame -> frame.getClassName() + "." + frame.getMethodName()))
                .containsExactly(
                        "com.acme.Calls.here", "com.acme.Calls.below", "com.acme.Calls.below", "com.acme.Calls.below");
    }

    @ParameterizedTest
    @MethodSource("walks")
    void decode_always_leavesTheAgentsOwnFramesOut(StackWalk walk) {
        WalkedStack stack = Calls.here(walk::walk);

        assertThat(stack.decode(1000))
                .isNotEmpty()
                .noneMatch(frame -> frame.getClassName().startsWith("dev.seep."));
    }

    @ParameterizedTest
    @MethodSource("walks")
    void decode_ofStacksAroundTheBordersOfChunks_givesEveryFrame(StackWalk walk) {
        for (int below = 25; below < 100; below++) {
            WalkedStack stack = Calls.below(below, walk::walk);

            assertThat(stack.decode(1000))
                    .filteredOn(frame -> frame.getMethodName().equals("below"))
                    .hasSize(below + 1);
        }
    }

    @ParameterizedTest
    @MethodSource("walks")
    void decode_ofARecursionOf1000Frames_givesTheFirst(StackWalk walk) {
        WalkedStack stack = Calls.below(1000, walk::walk);

        StackTraceElement[] frames = stack.decode(64);

        assertThat(frames).hasSize(64);
        assertThat(frames[63].getMethodName()).isEqualTo("below");
    }

    @ParameterizedTest
    @MethodSource("walks")
    void decode_throughAProxy_namesItWithoutItsNumber(StackWalk walk) {
        WalkedStack[] stack = new WalkedStack[1];
        Runnable proxy = (Runnable) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Runnable.class}, (self, method, arguments) -> {
                    stack[0] = Calls.here(walk::walk);
                    return null;
                });

        proxy.run();

        assertThat(stack[0].decode(64))
                .extracting(StackTraceElement::getClassName)
                .anyMatch(name -> name.endsWith(".$Proxy*"));
    }

    @ParameterizedTest
    @MethodSource("walks")
    @EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "no virtual threads before")
    void walk_onAVirtualThread_givesTheFramesOfThatThread(StackWalk walk) throws Exception {
        WalkedStack[] stacks = new WalkedStack[2];
        Runnable task = () -> {
            for (int i = 0; i < 2; i++) {
                stacks[i] = Calls.here(walk::walk);
            }
        };

        Thread thread = (Thread)
                Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
        thread.join();

        assertThat(stacks[0].hash(64)).isEqualTo(stacks[1].hash(64));
        assertThat(stacks[0].decode(64))
                .extracting(StackTraceElement::getMethodName)
                .startsWith("here")
                .contains("run")
                .doesNotContain("runWorker");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 31, 32, 33, 64, 65})
    void raw_hashAndDecode_agreeOnDepth(int depth) {
        StackWalk raw = new RawStackWalk();
        WalkedStack stack = Calls.below(80, raw::walk);

        assertThat(stack.hash(depth)).isNotEqualTo(stack.hash(depth + 1));
        assertThat(stack.decode(depth)).hasSize(depth);
    }
}
