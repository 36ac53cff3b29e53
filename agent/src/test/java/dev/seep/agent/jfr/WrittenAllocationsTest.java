// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WrittenAllocationsTest {
    private static final long FIRST = 0x7f00_0000_0010L;

    private final WrittenAllocations written = new WrittenAllocations();

    @Test
    void address_thatWasAdded_isKnownOnce() {
        written.add(FIRST);

        assertThat(written.remove(FIRST + 16)).isFalse();
        assertThat(written.remove(FIRST)).isTrue();
        assertThat(written.remove(FIRST)).isFalse();
    }

    @Test
    void addresses_ofTenThousandLiveBlocks_areNearlyAllKnown() {
        int known = 0;
        for (int i = 0; i < 10_000; i++) {
            written.add(FIRST + 48L * i);
        }
        for (int i = 0; i < 10_000; i++) {
            known += written.remove(FIRST + 48L * i) ? 1 : 0;
        }

        assertThat(known).isEqualTo(9_995);
    }

    @Test
    void addresses_thatComeAndGo_leaveNothingBehind() {
        for (int i = 0; i < 1_000_000; i++) {
            written.add(FIRST + 48L * i);
            assertThat(written.remove(FIRST + 48L * i)).isTrue();
        }
    }
}
