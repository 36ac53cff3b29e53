// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Places where an agent hurts its application, and must not.
 */
@NullMarked
package dev.seep.integration.hostile;

import org.jspecify.annotations.NullMarked;
