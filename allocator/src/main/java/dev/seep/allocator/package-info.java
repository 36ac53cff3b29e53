// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/** An off-heap allocator in Java that gives memory back and finds misuse. */
@NullMarked
package dev.seep.allocator;

import org.jspecify.annotations.NullMarked;
