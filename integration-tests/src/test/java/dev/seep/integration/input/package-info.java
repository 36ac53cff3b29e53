// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Whatever the agent is given, the application starts, and one line says what is wrong.
 */
@NullMarked
package dev.seep.integration.input;

import org.jspecify.annotations.NullMarked;
