// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The parts of the path of an allocation, each measured by itself with JMH.
 *
 * <p>They run on the agent's classes as compiled: what is woven into the JDK elsewhere is called by hand here.
 */
@NullMarked
package dev.seep.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
