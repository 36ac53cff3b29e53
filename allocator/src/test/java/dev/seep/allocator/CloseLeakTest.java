// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator;

import dev.seep.junit.ExpectNoOffHeapLeaks;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The tests of {@link CloseTest} once more, under the agent: none leaves a block behind. */
@Tag("agent")
@ExpectNoOffHeapLeaks
final class CloseLeakTest extends CloseTest {
    @BeforeAll
    static void allocateWhatTheJvmHasOneOf() {
        OffHeapAllocator.create().close();
    }
}
