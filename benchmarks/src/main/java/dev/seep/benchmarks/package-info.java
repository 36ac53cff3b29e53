// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What the agent costs, beside what its peers cost: whole processes compared, each class here a program of its own.
 *
 * <p>Nothing here runs in {@code mvn verify}. Results and how to repeat them: {@code docs/benchmarks.md}.
 */
@NullMarked
package dev.seep.benchmarks;

import org.jspecify.annotations.NullMarked;
