// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.exit;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import jdk.internal.access.SharedSecrets;
import org.jspecify.annotations.Nullable;

/**
 * Runs the report after all shutdown hooks of the application, and Flight Recorder's dump after the report.
 *
 * <p>Thread-safe. The report runs once, whatever happens: on return of main, {@code System.exit}, an uncaught exception or
 * a signal. It does not run on {@code Runtime.halt} or SIGKILL, nor when a hook of the application halts. A report that
 * does not end holds up the end of the JVM for a minute, and not its dump.
 */
public final class ExitSequence {
    /*
     * Implementation notes
     *
     * java.lang.Shutdown runs its slots one after the other: 0 the console, 1 the application's hooks (all at once, each
     * in its thread), 2 delete-on-exit; 3 to 9 are free. Ours is the first free one. Flight Recorder dumps in an
     * application hook, that is too early: what we commit in slot 3 would be lost. So its hook is taken out and run by us.
     *
     * A hook of the application that hangs (one that calls System.exit does) keeps slot 3 from ever running. A hook of our
     * own, in slot 1, therefore starts a watchdog, which begins the sequence when slot 3 has not in time. Should the
     * application's hooks end after all, slot 3 waits for what the watchdog has begun: the JVM halts when it returns.
     *
     * Report and dump run in a thread of ours. The one that runs the slots may be any: interrupted, which would fail JFR's
     * dump, virtual, nearly out of stack. And a thread can be given up when the report hangs, on a pipe that nobody reads
     * or a dead network disk: then the JVM ends, with the dump and without the report.
     *
     * A thread that holds the JVM's end up must be none that tells a problem: a full pipe as standard error is no reason
     * for the application's JVM to stay.
     */
    private static final int FIRST_FREE_SLOT = 3;
    private static final int SLOTS = 10;
    private static final long REPORT_MILLIS = 60_000;
    private static final long LAST_WORDS_MILLIS = 1_000;

    private final Runnable report;
    private final long waitMillis;
    private final long reportMillis;
    private final Consumer<String> problems;
    private boolean begun; // guarded by this
    private final CountDownLatch slotReached = new CountDownLatch(1);
    private final CountDownLatch reported = new CountDownLatch(1);
    private final CountDownLatch dumped = new CountDownLatch(1);
    private final Object dumping = new Object(); // held while Flight Recorder dumps
    private @Nullable Thread jfrHook; // guarded by this

    private ExitSequence(Runnable report, long waitMillis, long reportMillis, Consumer<String> problems) {
        this.report = report;
        this.waitMillis = waitMillis;
        this.reportMillis = reportMillis;
        this.problems = problems;
    }

    /**
     * Arranges for {@code report} to run at the end of this JVM. Does not throw: what cannot be arranged is told.
     *
     * <p>{@code java.lang} must be open, and {@code jdk.internal.access} exported, to the caller's module.
     *
     * @param report run once, on a thread of its own
     * @param waitMillis how long the application's hooks may take before the report is run without waiting for them
     * @param problems told in one line each what does not go as it should; called from any thread, must not throw
     */
    public static ExitSequence install(Runnable report, long waitMillis, Consumer<String> problems) {
        return install(report, waitMillis, REPORT_MILLIS, problems);
    }

    static ExitSequence install(Runnable report, long waitMillis, long reportMillis, Consumer<String> problems) {
        ExitSequence sequence = new ExitSequence(report, waitMillis, reportMillis, problems);
        try {
            if (!sequence.registerSlot()) {
                Runtime.getRuntime().addShutdownHook(newThread("seep-last-hook", new Slot(sequence)));
                problems.accept("no shutdown slot can be had (the report is written while shutdown hooks run)");
            }
            Runtime.getRuntime().addShutdownHook(newThread("seep-watchdog-start", new WatchdogStart(sequence)));
        } catch (IllegalStateException e) {
            problems.accept("the JVM is ending already (no report is written)");
        } catch (RuntimeException e) {
            problems.accept("cannot register a shutdown hook: reason=" + e);
        }
        return sequence;
    }

    private boolean registerSlot() {
        for (int slot = FIRST_FREE_SLOT; slot < SLOTS; slot++) {
            try {
                SharedSecrets.getJavaLangAccess().registerShutdownHook(slot, false, new Slot(this));
                return true;
            } catch (InternalError e) {
                // The slot is taken.
            } catch (LinkageError e) {
                return false; // another JDK than we know
            }
        }
        return false;
    }

    private static Thread newThread(String name, Runnable task) {
        Thread thread = new Thread(null, task, name, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null); // inherited, it would keep the application's loader alive
        return thread;
    }

    /** Takes over Flight Recorder's hook, if it has one now and the JVM is not ending yet. May be called again. */
    public synchronized void holdBackJfr() {
        Thread hook = JfrShutdownHook.take();
        if (hook != null) {
            jfrHook = hook;
        }
    }

    private synchronized @Nullable Thread takeJfrHook() {
        Thread hook = jfrHook;
        jfrHook = null;
        return hook;
    }

    /** Returns when report and dump are done, or when the report takes too long and the dump is done. */
    private void runSlot() {
        slotReached.countDown();
        begin();
        if (await(reported, reportMillis)) {
            await(dumped, Long.MAX_VALUE); // as long as it would have taken without us
        } else {
            dump();
            tellIfPossible("the report does not end: waitedMillis=" + reportMillis + " (the JVM ends without it)");
        }
    }

    /** Tells in a thread that can be given up: the report may hang because nobody reads standard error. */
    private void tellIfPossible(String problem) {
        CountDownLatch told = new CountDownLatch(1);
        try {
            newThread("seep-last-words", () -> {
                        problems.accept(problem);
                        told.countDown();
                    })
                    .start();
            await(told, LAST_WORDS_MILLIS);
        } catch (OutOfMemoryError e) {
            // No thread to be had: the JVM ends without a word.
        }
    }

    private void begin() {
        synchronized (this) {
            if (begun) {
                return;
            }
            begun = true;
        }
        Runnable task = new ReportAndDump(this);
        try {
            newThread("seep-report", task).start();
        } catch (OutOfMemoryError e) { // no thread to be had
            task.run();
        }
    }

    private void reportAndDump() {
        try {
            report.run();
        } catch (Throwable t) { // the JVM ends as it would have
            problems.accept("the report failed: reason=" + t);
        } finally {
            reported.countDown();
            try {
                dump();
            } finally {
                dumped.countDown();
            }
        }
    }

    /** Lets Flight Recorder write its dump, unless it has; returns when it is written. */
    @SuppressWarnings("DoNotCall") // on this thread: the dump has to be done when this returns
    private void dump() {
        synchronized (dumping) {
            Thread hook = takeJfrHook();
            if (hook != null) {
                Thread.interrupted(); // an interrupt would close the files that are written
                hook.run();
            }
        }
    }

    private void watch() {
        if (!await(slotReached, waitMillis)) {
            begin(); // first, because telling hangs where nobody reads standard error
            problems.accept("shutdown hooks have not ended: waitedMillis=" + waitMillis
                    + " (the report does not wait for them; exit-wait sets how long it does)");
        }
    }

    /** Waits whatever interrupts: some applications interrupt all threads when they end. */
    private static boolean await(CountDownLatch latch, long millis) {
        long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
        long start = System.nanoTime();
        while (true) {
            try {
                return latch.await(nanos - (System.nanoTime() - start), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                // Once more, for the rest of the time.
            }
        }
    }

    // Classes, not lambdas: the first lambda of a JVM costs its start tens of milliseconds.

    private record Slot(ExitSequence sequence) implements Runnable {
        @Override
        public void run() {
            sequence.runSlot();
        }
    }

    private record ReportAndDump(ExitSequence sequence) implements Runnable {
        @Override
        public void run() {
            sequence.reportAndDump();
        }
    }

    private record WatchdogStart(ExitSequence sequence) implements Runnable {
        @Override
        public void run() {
            try {
                newThread("seep-watchdog", new Watchdog(sequence)).start();
            } catch (OutOfMemoryError e) {
                // No thread to be had: hooks that hang are not noticed.
            }
        }
    }

    private record Watchdog(ExitSequence sequence) implements Runnable {
        @Override
        public void run() {
            sequence.watch();
        }
    }
}
