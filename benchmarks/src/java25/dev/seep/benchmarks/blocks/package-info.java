// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Programs that allocate and free blocks as real programs do, each from any of several allocators. They run in forked
 * JVMs, one allocator and one program in each, and print what they measured themselves.
 */
@NullMarked
package dev.seep.benchmarks.blocks;

import org.jspecify.annotations.NullMarked;
