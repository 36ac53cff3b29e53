// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Tests with the annotation in a JVM that has no agent, as this one. Those under the agent are in integration-tests. */
class WithoutAgentTest {
    @Test
    void annotatedTests_areNotRun_andEachSaysHowToAddTheAgent() {
        EngineExecutionResults results = run(OnTheClass.class);

        assertThat(messages(results))
                .hasSize(3)
                .allSatisfy(message -> assertThat(message)
                        .startsWith("the Seep agent is not running in this JVM")
                        .contains("-javaagent:/path/to/seep.jar=quiet", "maven-surefire-plugin", "Gradle"));
        assertThat(OnTheClass.RUN).isEmpty();
    }

    @Test
    void annotatedMethod_failsAlone_andTheOthersRun() {
        EngineExecutionResults results = run(OnOneMethod.class);

        assertThat(messages(results)).hasSize(1);
        assertThat(results.testEvents().succeeded().count()).isEqualTo(1);
        assertThat(OnOneMethod.RUN).containsExactly("other");
    }

    @Test
    void leftBehind_isNothing_andTakesNoTime() {
        LeftBehind leftBehind = LeftBehind.since("never marked", Long.MAX_VALUE);

        assertThat(leftBehind.lines()).isEmpty();
        assertThat(leftBehind.collected()).isTrue();
    }

    private static EngineExecutionResults run(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(tests))
                .execute();
    }

    private static List<String> messages(EngineExecutionResults results) {
        return results.testEvents()
                .failed()
                .map(event -> event.getPayload(TestExecutionResult.class)
                        .flatMap(TestExecutionResult::getThrowable)
                        .map(Throwable::getMessage)
                        .orElse("no message of " + event))
                .toList();
    }

    @ExpectNoOffHeapLeaks
    static class OnTheClass {
        static final List<String> RUN = new ArrayList<>();

        @Test
        void one() {
            RUN.add("one");
        }

        @Test
        @ExpectNoOffHeapLeaks(withinMillis = 5)
        void other() {
            RUN.add("other");
        }

        @Nested
        class Inner {
            @Test
            void inner() {
                RUN.add("inner");
            }
        }
    }

    static class OnOneMethod {
        static final List<String> RUN = new ArrayList<>();

        @Test
        @ExpectNoOffHeapLeaks
        void annotated() {
            RUN.add("annotated");
        }

        @Test
        void other() {
            RUN.add("other");
        }
    }
}
