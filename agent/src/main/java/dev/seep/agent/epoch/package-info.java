// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The history of a run in at most 64 epochs, and what follows from it: which sites are walked more often.
 *
 * <p>Everything here is told what it needs by the agent's own thread, once a tick or once an epoch, and knows no table of
 * blocks. An allocation reads one byte of it.
 */
@NullMarked
package dev.seep.agent.epoch;

import org.jspecify.annotations.NullMarked;
