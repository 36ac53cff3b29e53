// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.examples.LeakingServer;
import dev.seep.integration.fork.EndedJvm;
import dev.seep.integration.fork.EveryJdk;
import dev.seep.integration.fork.ForkedJvm;
import dev.seep.integration.fork.Jdk;
import dev.seep.integration.report.Site;

/** The demo: its report must tell the request that fails from the one that does not. */
class LeakingServerIT {
    private static final long REQUESTS = 400;
    private static final long FAILURES = 40;
    private static final long BUFFER_BYTES = 100_003;

    @EveryJdk
    void failedRequests_keepingTheirPages_areToldFromCleanOnes(Jdk jdk) throws Exception {
        EndedJvm jvm = ForkedJvm.on(jdk).withAgent("gc,interval=1").run(LeakingServer.class);

        assertThat(jvm.exitCode()).isZero();
        Site encode = jvm.report().siteAt("direct", LeakingServer.class, "encode");
        assertThat(encode.exact()).isTrue();
        assertThat(encode.figures().allocatedCount()).isEqualTo(REQUESTS);
        assertThat(encode.below(LeakingServer.class, "refuse").liveBytes()).isEqualTo(FAILURES * BUFFER_BYTES);
        assertThat(encode.below(LeakingServer.class, "serve").liveBytes()).isZero();
        assertThat(linesThatHoldMost(jvm)).contains("LeakingServer.encode(", "LeakingServer.refuse(");
        assertThat(linesThatHoldMost(jvm)).doesNotContain("LeakingServer.serve(");
        assertThat(suspects(jvm))
                .contains("  1. dev.seep.examples.LeakingServer.refuse(", "likely (", "40 blocks (direct)");
        assertThat(suspects(jvm)).doesNotContain("  2. ", "LeakingServer.serve(");
    }

    private static String suspects(EndedJvm jvm) {
        return between(jvm, "\nSuspects\n", "\n\n");
    }

    private static String linesThatHoldMost(EndedJvm jvm) {
        return between(jvm, "Lines that hold most", "Lines that allocate most");
    }

    private static String between(EndedJvm jvm, String from, String to) {
        String report = jvm.err();
        assertThat(report).contains(from);
        int start = report.indexOf(from);
        return report.substring(start, report.indexOf(to, start + from.length()));
    }
}
