// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The calls that woven methods make, the slot record of the calling thread, and the listener they are handed to.
 *
 * <p>At packaging these classes move to {@code java.lang} (as {@code SeepHooks} and so on), where woven classes of every
 * loader can see them. Everything here runs inside somebody else's {@code allocateMemory}: it may use {@code java.lang}
 * and {@code jdk.internal.misc.Unsafe} and nothing else, it must not allocate off-heap memory, and it must never throw.
 */
@NullMarked
package dev.seep.agent.hook;

import org.jspecify.annotations.NullMarked;
