// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.integration.fork.EveryJdk;
import dev.seep.integration.fork.ForkedJvm;
import dev.seep.integration.fork.Jdk;
import dev.seep.integration.program.OffHeap;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Direct buffers, which own their block: who freed it. */
class OwnersIT {
    @EveryJdk
    void directBuffers_freedByTheCollectorAndByHand_areToldApart(Jdk jdk) throws Exception {
        SiteOwners owners =
                SiteOwners.of(ForkedJvm.on(jdk).withAgent("gc,interval=1").run(Buffers.class), "direct", "allocate");

        assertThat(owners.verdict()).isNotEqualTo("certain"); // what is kept is reachable
        assertThat(owners.lost()).isZero();
        assertThat(owners.freedByGc()).isEqualTo(30);
        assertThat(owners.closed()).isEqualTo(20);
    }

    /** Keeps 10 buffers, drops 30 and frees 20. */
    static final class Buffers {
        private static final List<ByteBuffer> KEPT = new ArrayList<>();

        public static void main(String[] args) {
            for (int i = 0; i < 60; i++) {
                ByteBuffer buffer = allocate();
                if (i % 6 == 0) {
                    KEPT.add(buffer);
                } else if (i % 6 < 3) {
                    OffHeap.free(buffer);
                }
            }
        }

        static ByteBuffer allocate() {
            return ByteBuffer.allocateDirect(1_009);
        }
    }
}
