// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Where pages come from: the only package of the allocator that talks to the operating system.
 *
 * <p>To add a platform, implement {@link dev.seep.allocator.os.PageSource} and name it in
 * {@link dev.seep.allocator.os.PageSources}.
 */
@NullMarked
package dev.seep.allocator.os;

import org.jspecify.annotations.NullMarked;
