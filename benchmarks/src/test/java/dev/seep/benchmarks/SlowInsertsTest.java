// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SlowInsertsTest {
    private final SlowInserts slow = new SlowInserts();

    @Test
    void nanos_sameInsertSlowInEveryRun_isTheShortestOfIt() {
        slow.addRun("7:500000,9:2000000,");
        slow.addRun("7:900000,8:3000000,");

        assertThat(slow.nanos()).isEqualTo(500_000);
    }

    @Test
    void nanos_noInsertSlowTwice_isZero() {
        slow.addRun("7:500000,");
        slow.addRun("");
        slow.addRun("7:500000,");

        assertThat(slow.nanos()).isZero();
    }
}
