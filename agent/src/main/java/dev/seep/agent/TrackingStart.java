// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent;

import dev.seep.agent.exit.ExitSequence;
import dev.seep.agent.hook.Hooks;
import dev.seep.agent.option.Options;
import java.lang.instrument.Instrumentation;

/** Puts the parts together and switches them on, once java.base has the hook classes. */
final class TrackingStart {
    private TrackingStart() {}

    static void run(Options options, Instrumentation instrumentation, boolean attached) {
        Tracking tracking = new Tracking(options, instrumentation, attached);
        WarmUp.run(tracking);
        Hooks.listen(tracking.recorder());
        tracking.startWeaving();
        tracking.tickThread().start();
        Reports reports = new Reports(tracking);
        ExitSequence exit = ExitSequence.install(reports::atExit, options.exitWaitMillis(), StandardError::line);
        if (options.jfr()) {
            JfrLink.install(tracking, reports, exit);
        }
    }
}
