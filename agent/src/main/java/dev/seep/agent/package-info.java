// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/** Starts, stops and wires the agent: the only package that knows all others. */
@NullMarked
package dev.seep.agent;

import org.jspecify.annotations.NullMarked;
