// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.integration.fork.EndedJvm;
import dev.seep.integration.fork.EveryJdk;
import dev.seep.integration.fork.ForkedJvm;
import dev.seep.integration.fork.Jdk;
import dev.seep.integration.program.OffHeap;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;

/** The events of a program that leaks some blocks and frees as many of another size, every stack of which is walked. */
class FlightRecorderIT {
    @EveryJdk
    void allocations_ofALeak_haveTheirSizeTheirLineAndTheProgramsStack(Jdk jdk) throws Exception {
        EndedJvm jvm = recorded(jdk);

        List<RecordedEvent> leaked = ofSize(jvm, "seep.Allocation", LeaksSome.LEAKED_BYTES);
        assertThat(leaked).hasSize(LeaksSome.BLOCKS);
        for (RecordedEvent event : leaked) {
            assertThat(event.getLong("weight")).isEqualTo(LeaksSome.LEAKED_BYTES);
            assertThat(event.getString("kind")).isEqualTo("unsafe");
            assertThat(event.getString("callSite")).contains("OffHeap.allocate:");
            assertThat(methods(event)).contains("LeaksSome.leak", "LeaksSome.main");
        }
    }

    @EveryJdk
    void allocations_stack_startsWithTheAgentOnlyWhereJfrCannotFilter(Jdk jdk) throws Exception {
        EndedJvm jvm = recorded(jdk);

        RecordedEvent event =
                ofSize(jvm, "seep.Allocation", LeaksSome.LEAKED_BYTES).get(0);
        if (jdk.feature() >= 24) {
            assertThat(methods(event).get(0)).isEqualTo("Unsafe.allocateMemory");
        } else {
            assertThat(methods(event).get(0)).startsWith("FlightEventSink.");
            assertThat(methods(event).indexOf("Unsafe.allocateMemory")).isEqualTo(5); // as docs/jfr.md says
        }
    }

    @EveryJdk
    void frees_haveTheAddressesOfTheirAllocations(Jdk jdk) throws Exception {
        EndedJvm jvm = recorded(jdk);

        List<RecordedEvent> frees = ofSize(jvm, "seep.Free", LeaksSome.FREED_BYTES);
        assertThat(frees).hasSize(LeaksSome.BLOCKS);
        assertThat(addresses(frees)).isEqualTo(addresses(ofSize(jvm, "seep.Allocation", LeaksSome.FREED_BYTES)));
        assertThat(frees).allMatch(event -> !event.getDuration("lifetime").isNegative());
        assertThat(ofSize(jvm, "seep.Free", LeaksSome.LEAKED_BYTES)).isEmpty();
    }

    @EveryJdk
    void siteAndLiveBytes_atExit_areExact(Jdk jdk) throws Exception {
        EndedJvm jvm = recorded(jdk);

        long leakedBytes = LeaksSome.BLOCKS * LeaksSome.LEAKED_BYTES;
        List<RecordedEvent> sites = jvm.events("seep.Site").stream()
                .filter(event -> String.valueOf(event.getString("callSite")).contains("OffHeap.allocate:"))
                .collect(Collectors.toList());
        assertThat(sites).hasSize(1);
        assertThat(sites.get(0).getLong("liveBytes")).isEqualTo(leakedBytes);
        assertThat(sites.get(0).getLong("liveCount")).isEqualTo(LeaksSome.BLOCKS);
        assertThat(sites.get(0).getLong("allocatedCount")).isEqualTo(2 * LeaksSome.BLOCKS);
        assertThat(sites.get(0).getBoolean("exact")).isTrue();
        assertThat(sites.get(0).getString("stack")).contains("$LeaksSome.leak:");
        assertThat(liveBytesAtExit(jvm)).containsKey("unsafe");
        assertThat(liveBytesAtExit(jvm).get("unsafe")).isGreaterThanOrEqualTo(leakedBytes);
    }

    private static EndedJvm recorded(Jdk jdk) throws Exception {
        EndedJvm jvm = ForkedJvm.on(jdk).withAgent("interval=1").withRecording().run(LeaksSome.class);
        assertThat(jvm.exitCode()).as(jvm.toString()).isZero();
        return jvm;
    }

    private static List<RecordedEvent> ofSize(EndedJvm jvm, String type, long size) throws IOException {
        return jvm.events(type).stream()
                .filter(event -> event.getLong("size") == size)
                .collect(Collectors.toList());
    }

    private static Map<Long, Long> addresses(List<RecordedEvent> events) {
        return events.stream().collect(Collectors.groupingBy(event -> event.getLong("address"), Collectors.counting()));
    }

    private static Map<String, Long> liveBytesAtExit(EndedJvm jvm) throws IOException {
        return jvm.events("seep.LiveBytes").stream()
                .collect(Collectors.toMap(
                        event -> event.getString("kind"), event -> event.getLong("liveBytes"), (one, later) -> later));
    }

    /** {@return the methods of the event's stack, from the allocation outwards, each with the simple name of its class} */
    private static List<String> methods(RecordedEvent event) {
        return event.getStackTrace().getFrames().stream()
                .map(FlightRecorderIT::method)
                .collect(Collectors.toList());
    }

    private static String method(RecordedFrame frame) {
        String className = frame.getMethod().getType().getName();
        int start = Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1;
        return className.substring(start) + "." + frame.getMethod().getName();
    }

    /** Leaks some blocks and frees as many, of sizes that nothing else in the JVM would ask for. */
    static final class LeaksSome {
        static final int BLOCKS = 5;
        static final long LEAKED_BYTES = 100_003;
        static final long FREED_BYTES = 300_007;

        public static void main(String[] args) {
            for (int i = 0; i < BLOCKS; i++) {
                leak();
                OffHeap.free(OffHeap.allocate(FREED_BYTES));
            }
        }

        private static void leak() {
            OffHeap.allocate(LEAKED_BYTES);
        }
    }
}
