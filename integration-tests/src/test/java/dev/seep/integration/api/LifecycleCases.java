// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.api;

import dev.seep.junit.ExpectNoOffHeapLeaks;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Tests that keep blocks in all places of a test's life, run by {@link ExpectNoOffHeapLeaksIT}. */
@ExpectNoOffHeapLeaks(withinMillis = 300)
class LifecycleCases {
    private static final List<ByteBuffer> KEPT = new ArrayList<>();

    @BeforeAll
    static void keepForAllTests() {
        KEPT.add(ByteBuffer.allocateDirect(1_039));
    }

    @AfterAll
    static void keepAfterAllTests() {
        KEPT.add(ByteBuffer.allocateDirect(1_049));
    }

    @Test
    void keepsNothingItself() {}

    @Nested
    class Inner {
        @Test
        void keeps() {
            KEPT.add(ByteBuffer.allocateDirect(1_051));
        }

        @Test
        void keeps_andIsAborted() {
            KEPT.add(ByteBuffer.allocateDirect(1_051));
            Assumptions.abort("not here");
        }
    }

    @Nested
    class AfterEachThatKeeps extends Keeping {
        @Test
        void isClean() {}
    }

    /** Not annotated: the tests of its subclass are, by the class around them. */
    static class Keeping {
        @AfterEach
        void keep() {
            KEPT.add(ByteBuffer.allocateDirect(1_063));
        }
    }
}
