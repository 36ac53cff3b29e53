// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.exit;

import java.util.concurrent.atomic.AtomicBoolean;
import jdk.internal.access.SharedSecrets;
import org.jspecify.annotations.Nullable;

/**
 * Runs the report after all shutdown hooks of the application, and Flight Recorder's dump after the report.
 *
 * <p>Thread-safe. The report runs once, whatever happens: on return of main, {@code System.exit}, an uncaught exception or
 * a signal. It does not run on {@code Runtime.halt} or SIGKILL, nor when a hook of the application halts.
 */
public final class ExitSequence {
    /*
     * Implementation notes
     *
     * java.lang.Shutdown runs its slots one after the other: 0 the console, 1 the application's hooks (all at once, each
     * in its thread), 2 delete-on-exit; 3 to 9 are free. Ours is the first free one. Flight Recorder dumps in an
     * application hook, that is too early: what we commit in slot 3 would be lost. So its hook is taken out and run by us.
     *
     * A hook of the application that hangs keeps slot 3 from ever running. A hook of our own, in slot 1, therefore starts
     * a watchdog, which runs the sequence itself when slot 3 has not begun in time. The JVM then hangs as it would have.
     */
    private static final int FIRST_FREE_SLOT = 3;
    private static final int SLOTS = 10;

    private final Runnable report;
    private final long waitMillis;
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile @Nullable Thread jfrHook;

    private ExitSequence(Runnable report, long waitMillis) {
        this.report = report;
        this.waitMillis = waitMillis;
    }

    /**
     * Arranges for {@code report} to run at the end of this JVM.
     *
     * <p>{@code java.lang} must be open, and {@code jdk.internal.access} exported, to the caller's module.
     *
     * @param report must not throw
     * @param waitMillis how long the application's hooks may take before the report is run without waiting for them
     * @throws IllegalStateException if the JVM is ending already
     */
    public static ExitSequence install(Runnable report, long waitMillis) {
        ExitSequence sequence = new ExitSequence(report, waitMillis);
        Runtime.getRuntime().addShutdownHook(sequence.newThread("seep-exit", new Watch(sequence)));
        if (!sequence.registerSlot()) {
            // Every slot is taken: run among the application's hooks, which is better than not at all.
            Runtime.getRuntime().addShutdownHook(sequence.newThread("seep-report", new Run(sequence)));
        }
        return sequence;
    }

    private boolean registerSlot() {
        for (int slot = FIRST_FREE_SLOT; slot < SLOTS; slot++) {
            try {
                SharedSecrets.getJavaLangAccess().registerShutdownHook(slot, false, new Run(this));
                return true;
            } catch (InternalError e) {
                // The slot is taken.
            }
        }
        return false;
    }

    private Thread newThread(String name, Runnable task) {
        Thread thread = new Thread(null, task, name, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null); // inherited, it would keep the application's loader alive
        return thread;
    }

    /** Takes over Flight Recorder's hook, if it has one now and the JVM is not ending yet. May be called again. */
    public void holdBackJfr() {
        Thread hook = JfrShutdownHook.take();
        if (hook != null) {
            jfrHook = hook;
        }
    }

    @SuppressWarnings("DoNotCall") // on this thread: a shutdown slot has to be done when it returns
    private void run() {
        if (!begun.compareAndSet(false, true)) {
            return;
        }
        try {
            report.run();
        } finally {
            Thread hook = jfrHook;
            if (hook != null) {
                hook.run();
            }
        }
    }

    private void watch() {
        newThread("seep-watchdog", new Watchdog(this)).start();
    }

    private void runUnlessBegunInTime() {
        try {
            Thread.sleep(waitMillis);
        } catch (InterruptedException e) {
            return;
        }
        run();
    }

    // Classes, not lambdas: the first lambda of a JVM costs its start tens of milliseconds.

    private record Run(ExitSequence sequence) implements Runnable {
        @Override
        public void run() {
            sequence.run();
        }
    }

    private record Watch(ExitSequence sequence) implements Runnable {
        @Override
        public void run() {
            sequence.watch();
        }
    }

    private record Watchdog(ExitSequence sequence) implements Runnable {
        @Override
        public void run() {
            sequence.runUnlessBegunInTime();
        }
    }
}
