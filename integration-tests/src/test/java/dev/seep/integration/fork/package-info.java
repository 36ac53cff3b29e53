// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Starts real JVMs under the packaged agent and hands back what they printed, reported and ended with.
 *
 * <p>The programs that run there are nested classes beside their tests. They must not use JUnit, AssertJ or this package:
 * a forked JVM has none of it on its class path.
 */
@NullMarked
package dev.seep.integration.fork;

import org.jspecify.annotations.NullMarked;
