// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Captures the stack of an allocation and turns it into a small number.
 *
 * <p>A {@link dev.seep.agent.stack.StackWalk} captures, a {@link dev.seep.agent.stack.StackTable} interns: a stack that
 * was seen before costs a hash and a lookup, a new one is decoded once. Everything here runs inside somebody else's
 * {@code allocateMemory}, so nothing here waits for another thread, and nothing keeps a class or its loader alive.
 */
@NullMarked
package dev.seep.agent.stack;

import org.jspecify.annotations.NullMarked;
