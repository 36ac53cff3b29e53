// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/** The order of things when the JVM ends: the application's shutdown hooks, our report, Flight Recorder's dump. */
@NullMarked
package dev.seep.agent.exit;

import org.jspecify.annotations.NullMarked;
