// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What the agent knew at one moment: plain immutable values, made by the agent and read by every report.
 *
 * <p>Nothing here computes a judgement or knows an output format.
 */
@NullMarked
package dev.seep.report.snapshot;

import org.jspecify.annotations.NullMarked;
