// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/** What the JVM sees of Seep: the class that the agent jar's manifest names, alone on the application's class path. */
@NullMarked
package dev.seep;

import org.jspecify.annotations.NullMarked;
