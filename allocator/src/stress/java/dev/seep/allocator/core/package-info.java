// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/** Races of the allocator, looked for by jcstress: {@code ./seep stress allocator}. */
@NullMarked
package dev.seep.allocator.core;

import org.jspecify.annotations.NullMarked;
