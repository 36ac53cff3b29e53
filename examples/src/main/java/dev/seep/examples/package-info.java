// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/** Small programs that leak off-heap memory, to try the agent on. */
@NullMarked
package dev.seep.examples;

import org.jspecify.annotations.NullMarked;
