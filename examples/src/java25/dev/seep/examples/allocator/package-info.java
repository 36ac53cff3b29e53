// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/** Small programs that use Seep's allocator, on JDK 25. */
@NullMarked
package dev.seep.examples.allocator;

import org.jspecify.annotations.NullMarked;
