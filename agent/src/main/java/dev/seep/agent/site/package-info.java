// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The call sites that woven code names, and the sites that allocations are counted by: a call site and a kind.
 *
 * <p>Bounded tables of small numbers. What does not fit is counted, and its blocks stay without a label.
 */
@NullMarked
package dev.seep.agent.site;

import org.jspecify.annotations.NullMarked;
