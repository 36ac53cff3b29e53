// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/** The blocks that are allocated and not freed, one table a layer, off the Java heap. */
@NullMarked
package dev.seep.agent.live;

import org.jspecify.annotations.NullMarked;
