// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator;

import dev.seep.junit.ExpectNoOffHeapLeaks;

/** The tests of {@link CloseTest} once more, under the agent: none leaves a block behind. */
@ExpectNoOffHeapLeaks
final class CloseLeakTest extends CloseTest {}
