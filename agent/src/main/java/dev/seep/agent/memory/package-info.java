// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/** The agent's own off-heap memory, kept apart from what it watches. */
@NullMarked
package dev.seep.agent.memory;

import org.jspecify.annotations.NullMarked;
