// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent;

import dev.seep.agent.exit.ExitSequence;
import dev.seep.agent.hook.Hooks;
import dev.seep.agent.hook.Requests;
import dev.seep.agent.option.Options;
import java.lang.instrument.Instrumentation;
import java.util.function.Consumer;

/** Puts the parts together and switches them on, once java.base has the hook classes. */
final class TrackingStart {
    private TrackingStart() {}

    static void run(Options options, Instrumentation instrumentation, boolean attached) {
        Tracking tracking = new Tracking(options, instrumentation, attached);
        WarmUp.run(tracking);
        Reports reports = new Reports(tracking);
        ExitSequence exit = ExitSequence.install(reports, options.exitWaitMillis(), new Problems());
        if (options.jfr()) {
            JfrLink.install(tracking, reports, exit);
        }
        Requests.answerBy(new ApiRequests(tracking, reports));
        // Last: from here on, each class that is loaded passes through the transformers.
        Hooks.listen(tracking.recorder());
        tracking.startWeaving();
        tracking.tickThread().start();
    }

    // A class, not a method reference: the first ones of a JVM cost its start milliseconds.

    private static final class Problems implements Consumer<String> {
        @Override
        public void accept(String problem) {
            StandardError.line(problem);
        }
    }
}
