// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.callsite;

import static net.bytebuddy.matcher.ElementMatchers.nameEndsWith;
import static net.bytebuddy.matcher.ElementMatchers.named;

import java.lang.instrument.Instrumentation;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;

/** An agent that retransforms programs with Byte Buddy, and offers them to do it again. */
public final class AdvisingAgent {
    static final String RETRANSFORMER = "test.retransformer";
    private static final String PROGRAM = "RetransformedProgram";

    private AdvisingAgent() {}

    /** Called by the JVM. */
    public static void premain(String arguments, Instrumentation instrumentation) {
        new AgentBuilder.Default()
                .disableClassFormatChanges()
                .with(AgentBuilder.RedefinitionStrategy.RETRANSFORMATION)
                .type(nameEndsWith(PROGRAM))
                .transform((builder, type, loader, module, domain) ->
                        builder.visit(Advice.to(Advised.class).on(named("directly"))))
                .installOn(instrumentation);
        Runnable retransformer = () -> retransform(instrumentation);
        System.getProperties().put(RETRANSFORMER, retransformer);
    }

    private static void retransform(Instrumentation instrumentation) {
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (type.getName().endsWith(PROGRAM)) {
                try {
                    instrumentation.retransformClasses(type);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    /** What is put into the programs' methods. */
    public static final class Advised {
        private Advised() {}

        /** Takes note of a call. */
        @Advice.OnMethodEnter
        public static void enter() {
            System.setProperty("test.advised", "advised");
        }
    }
}
