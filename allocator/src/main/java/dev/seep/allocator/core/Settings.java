// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.core;

/**
 * What can be set of an allocator.
 *
 * @param name its name, for messages
 * @param maxBytes bytes that may be in use or kept resident
 * @param maxCachedBytes free bytes that a thread may have in hand
 * @param purgeDelayNanos how long free pages stay resident; {@link Long#MAX_VALUE} for ever
 */
public record Settings(String name, long maxBytes, long maxCachedBytes, long purgeDelayNanos) {}
