// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Events of allocators for Flight Recorder.
 *
 * <p>They are registered once Flight Recorder is up: most programs never load their classes. A Java runtime without the
 * module {@code jdk.jfr} does without this package.
 */
@NullMarked
package dev.seep.allocator.jfr;

import org.jspecify.annotations.NullMarked;
