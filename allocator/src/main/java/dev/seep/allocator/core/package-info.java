// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/**
 * How blocks are made of pages: thread caches, central free lists, the page heap and the page map.
 *
 * <p>{@link dev.seep.allocator.core.Blocks} is the way in. Everything that describes memory lies on the Java heap, where no
 * stray write of the program can reach it. Locks are taken in one order: central free list, then page heap.
 */
@NullMarked
package dev.seep.allocator.core;

import org.jspecify.annotations.NullMarked;
