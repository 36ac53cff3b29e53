// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What the allocator costs, beside its peers. What is measured runs in processes of its own, whose programs are in
 * {@code src/java25} and {@code blocks.c}.
 */
@NullMarked
package dev.seep.benchmarks.allocator;

import org.jspecify.annotations.NullMarked;
