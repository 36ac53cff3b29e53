// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/** Seep's allocator under the agent, and without it. */
@NullMarked
package dev.seep.integration.allocator;

import org.jspecify.annotations.NullMarked;
