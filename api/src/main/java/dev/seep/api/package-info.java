// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What a program can ask the Seep agent of its JVM for. Without the agent nothing happens.
 *
 * <p>Needs nothing but the JDK, and keeps nothing: no class loader, no thread.
 */
@NullMarked
package dev.seep.api;

import org.jspecify.annotations.NullMarked;
