// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent;

import dev.seep.agent.hook.CallSlot;
import dev.seep.agent.record.LiveTables;
import dev.seep.agent.record.Ticks;
import dev.seep.report.snapshot.Layer;

/** The agent's own thread: moves the clock of the live records on, keeps their history, and the tables in bounds. */
final class TickThread extends Thread {
    private final Ticks ticks;
    private final History history;
    private final LiveTables liveTables;
    private volatile long workedNanos;

    TickThread(Ticks ticks, History history, LiveTables liveTables) {
        super(null, null, "seep-ticks", 0, false);
        this.ticks = ticks;
        this.history = history;
        this.liveTables = liveTables;
        setDaemon(true);
        setContextClassLoader(null); // inherited, it would keep the application's loader alive
    }

    @Override
    public void run() {
        while (true) {
            try {
                Thread.sleep(Ticks.TICK_MILLIS);
                tick();
            } catch (InterruptedException e) {
                return;
            } catch (Throwable t) {
                // Nothing is lost but this tick; saying so twenty times a second would help nobody.
            }
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // this thread is the only writer
    private void tick() {
        long start = System.nanoTime();
        CallSlot slot = CallSlot.enterAgent();
        try {
            ticks.advance();
            history.tick();
            for (Layer layer : Layer.values()) {
                liveTables.of(layer).thinIfFull();
            }
        } finally {
            if (slot != null) {
                slot.exit();
            }
        }
        workedNanos += System.nanoTime() - start;
    }

    long workedNanos() {
        return workedNanos;
    }
}
