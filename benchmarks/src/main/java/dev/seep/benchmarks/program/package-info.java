// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The programs that are measured. They run in forked JVMs, know no tool, and print what they measured themselves.
 */
@NullMarked
package dev.seep.benchmarks.program;

import org.jspecify.annotations.NullMarked;
