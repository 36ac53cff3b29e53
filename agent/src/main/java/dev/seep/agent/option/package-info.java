// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/** The agent's options: their grammar, their defaults, and where they are looked for. */
@NullMarked
package dev.seep.agent.option;

import org.jspecify.annotations.NullMarked;
