// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/** A program for the agent's unit tests to watch: the agent's own packages never appear in stacks. */
@NullMarked
package com.acme;

import org.jspecify.annotations.NullMarked;
