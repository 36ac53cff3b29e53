// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.verdict;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The rhythm of programs under test: a step every four milliseconds, for five seconds. */
final class Pace {
    /** Steps that a program makes, at most. */
    static final int STEPS = 1_250;

    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

    private Pace() {}

    /** Makes steps, numbered from 0, until five seconds are over. */
    static void run(Step step) throws Throwable {
        long start = System.nanoTime();
        for (int i = 0; i < STEPS; i++) {
            step.make(i);
            long wait = start + (i + 1) * STEP_NANOS - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(wait);
            } else if (wait < -STEPS * STEP_NANOS) {
                return; // so slow a machine shows enough by now
            }
        }
    }

    /** What a program does in each step. */
    interface Step {
        void make(int number) throws Throwable;
    }
}
