// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What races may do to the live table and to the recorder: jcstress tests, run by {@code ./seep stress}.
 *
 * <p>An outcome that a test does not name fails it.
 */
@NullMarked
package dev.seep.benchmarks.stress;

import org.jspecify.annotations.NullMarked;
