// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.agent.record.EventSink;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StackOverflowTest {
    private static final long WEIGHT = 524_309;
    private static final int THREADS = 10;
    private static final int OVERFLOWS = 5;

    private final AtomicLong committed = new AtomicLong();
    private final AtomicLong overflowed = new AtomicLong();

    @BeforeAll
    static void registerEvents() {
        assertThat(FakeAgent.instance().installed).isTrue();
        new Recording().close();
    }

    @Test
    void commit_onAStackThatOverflows_leavesEveryOtherEventWhole() {
        Recorded recorded = Recorded.during(Map.of(), () -> {
            for (int i = 0; i < THREADS; i++) {
                overflowOnAThread(200_000 + 1_000 * i);
            }
        });

        List<RecordedEvent> events = recorded.events("seep.Allocation");
        assertThat(overflowed.get()).isPositive();
        assertThat(events.size()).isEqualTo(Math.toIntExact(committed.get()));
        Set<Long> sizes = new HashSet<>();
        for (RecordedEvent event : events) {
            assertThat(event.getLong("weight")).isEqualTo(WEIGHT);
            assertThat(event.getString("kind")).isEqualTo("direct");
            assertThat(sizes.add(event.getLong("size"))).isTrue();
        }
    }

    private void overflowOnAThread(long stackBytes) {
        Thread thread = new Thread(null, this::overflowRepeatedly, "overflows", stackBytes);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void overflowRepeatedly() {
        for (int i = 0; i < OVERFLOWS; i++) {
            try {
                commitAllTheWayDown(0);
            } catch (StackOverflowError e) {
                overflowed.incrementAndGet();
            }
        }
    }

    @SuppressWarnings("InfiniteRecursion") // overflowing is what it is for
    private void commitAllTheWayDown(long depth) {
        commit();
        if (depth >= 0) {
            commitAllTheWayDown(depth + 1);
        }
    }

    private void commit() {
        try {
            FlightEventSink.commitAllocation(
                    4096, committed.get(), WEIGHT, "direct", "com.acme.A.b:3", EventSink.NOT_TIMED);
            committed.incrementAndGet();
        } catch (StackOverflowError e) {
            overflowed.incrementAndGet();
        }
    }
}
