// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What the comparisons share: finding JDKs, forking programs under a tool, summing up what they measured.
 */
@NullMarked
package dev.seep.benchmarks.fork;

import org.jspecify.annotations.NullMarked;
