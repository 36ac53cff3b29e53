// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class OwnersTest {
    private static final int SITE = 40;

    private final Owners owners = new Owners();

    @Test
    void block_freedWhileItsOwnerIsThere_isFreedByTheProgram() {
        Object owner = new Object();
        owners.watch(16, owner, SITE);
        owners.freed(16);
        Reference.reachabilityFence(owner);

        assertThat(owners.freedByProgram(SITE)).isEqualTo(1);
        assertThat(owners.freedByCollector(SITE)).isZero();
        assertThat(owners.isWatched(SITE)).isTrue();
        assertThat(owners.isWatched(SITE + 1)).isFalse();
    }

    @Test
    void block_whoseOwnerWasCollected_isLost_untilItIsFreed() {
        List<Object> kept = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            Object owner = new Object();
            owners.watch(16 * i, owner, SITE);
            if (i % 2 == 0) {
                kept.add(owner);
            }
        }
        collectUntil(5);

        assertThat(owners.lost()).containsExactly(16, 48, 80, 112, 144);
        owners.freed(16);
        owners.freed(32);
        assertThat(owners.lost()).containsExactly(48, 80, 112, 144);
        assertThat(owners.freedByCollector(SITE)).isEqualTo(1);
        assertThat(owners.freedByProgram(SITE)).isEqualTo(1);
        Reference.reachabilityFence(kept);
    }

    @Test
    void owners_beyondTheBound_areNotWatched() {
        Object owner = new Object();
        for (int i = 0; i < Owners.MAX; i++) {
            assertThat(owners.watch(16 + i, owner, SITE)).isTrue();
        }

        assertThat(owners.watch(8, owner, SITE)).isFalse();
        owners.freed(16);
        assertThat(owners.watch(8, owner, SITE)).isTrue();
        owners.forget(8);
        assertThat(owners.watch(8, owner, SITE)).isTrue();
        Reference.reachabilityFence(owner);
    }

    private void collectUntil(int lost) {
        Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> {
            System.gc();
            return owners.lost().length == lost;
        });
    }
}
