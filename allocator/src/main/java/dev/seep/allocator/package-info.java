// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/**
 * An off-heap allocator in Java that gives memory back and finds misuse.
 *
 * <p>{@link dev.seep.allocator.OffHeapAllocator} hands out blocks by address, segments with bounds, and arenas whose blocks
 * go back to it.
 */
@NullMarked
package dev.seep.allocator;

import org.jspecify.annotations.NullMarked;
