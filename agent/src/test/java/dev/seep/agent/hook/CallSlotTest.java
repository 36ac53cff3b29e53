// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallSlotTest {
    @AfterEach
    void noSlotIsLeftClaimed() {
        assertThat(CallSlot.held()).isNull();
    }

    @Test
    void claim_givesTheSameSlotUntilItIsReleased() {
        CallSlot slot = CallSlot.claim();

        assertThat(slot).isNotNull();
        assertThat(CallSlot.claim()).isSameAs(slot);
        assertThat(CallSlot.held()).isSameAs(slot);
        slot.release();
        assertThat(CallSlot.held()).isNull();
    }

    @Test
    void tryEnter_insideTheAgent_isRefused() {
        CallSlot slot = CallSlot.claim();

        assertThat(slot.tryEnter()).isTrue();
        assertThat(slot.tryEnter()).isFalse();
        slot.exit();
        assertThat(CallSlot.held()).isNull();
    }

    @Test
    void exit_withALabelThatNobodyTook_keepsTheSlot() {
        CallSlot slot = CallSlot.claim();
        slot.label(4, 77);
        slot.tryEnter();
        slot.exit();

        assertThat(CallSlot.held()).isSameAs(slot);
        assertThat(slot.size()).isEqualTo(77);
        assertThat(slot.takeKind()).isEqualTo(4);
        assertThat(slot.isLabelled()).isFalse();
        slot.release();
    }

    @Test
    void owner_ofABlockThatDidNotCome_isNotThatOfTheNext() {
        CallSlot slot = CallSlot.claim();
        slot.label(4, 77);
        slot.own("owner");
        slot.label(5, 78);

        assertThat(slot.takeOwner()).isNull();
        slot.own("another");
        slot.clearLabel();
        CallSlot next = CallSlot.claim();
        assertThat(next.takeOwner()).isNull();
        next.own("third");
        assertThat(next.takeOwner()).isEqualTo("third");
        assertThat(next.takeOwner()).isNull();
        next.release();
    }

    @Test
    void manyThreadsAtOnce_neverShareASlot_andThoseWithoutOneGoWithout() throws InterruptedException {
        int threads = 300;
        CountDownLatch allClaimed = new CountDownLatch(threads);
        AtomicInteger wrong = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        List<Thread> running = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int label = t;
            Thread thread = new Thread(() -> {
                CallSlot slot = CallSlot.claim();
                if (slot == null) {
                    refused.incrementAndGet();
                    allClaimed.countDown();
                    return;
                }
                slot.label(label, label);
                allClaimed.countDown();
                try {
                    allClaimed.await();
                } catch (InterruptedException e) {
                    wrong.incrementAndGet();
                }
                if (CallSlot.held() != slot || slot.size() != label || slot.takeKind() != label) {
                    wrong.incrementAndGet();
                }
                slot.release();
            });
            running.add(thread);
            thread.start();
        }
        for (Thread thread : running) {
            thread.join();
        }

        assertThat(wrong).hasValue(0);
        assertThat(refused.get()).isLessThan(threads / 10);
    }
}
