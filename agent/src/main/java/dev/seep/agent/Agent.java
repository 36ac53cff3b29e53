// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent;

import dev.seep.agent.option.Options;
import java.lang.instrument.Instrumentation;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Starts tracking in this JVM. What the launcher, which knows nothing else, creates and calls. */
public final class Agent implements BiConsumer<@Nullable String[], Instrumentation> {
    /** Made by the launcher. */
    public Agent() {}

    /**
     * Starts.
     *
     * @param start the agent's arguments or null, and "attached" or null
     * @param instrumentation from the JVM
     */
    @Override
    public void accept(@Nullable String[] start, Instrumentation instrumentation) {
        Options options = Options.parse(start[0]);
        for (String warning : options.warnings()) {
            StandardError.line(warning);
        }
        if (options.helpRequested()) {
            StandardError.text(Options.helpText());
        }
        if (!options.enabled()) {
            return;
        }
        if (options.strict() && !options.warnings().isEmpty()) {
            StandardError.line("tracking is not started, because of the problem above and strict=true");
            return;
        }
        try {
            track(options, instrumentation, start[1] != null);
        } catch (Throwable t) { // the application starts without us
            StandardError.line("cannot start tracking: " + t);
        }
    }

    private static void track(Options options, Instrumentation instrumentation, boolean attached) throws Exception {
        JavaBase.open(instrumentation);
        if (JavaBase.hasHooks()) {
            StandardError.line("another Seep agent is running in this JVM (this one does not start)");
            return;
        }
        JavaBase.defineHooks(Agent.class.getClassLoader());
        TrackingStart.run(options, instrumentation, attached); // refers to the hook classes, so it is loaded only now
    }
}
