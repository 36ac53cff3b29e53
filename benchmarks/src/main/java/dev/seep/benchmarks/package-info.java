// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/** What the agent costs a program, measured beside the tools people use today. */
@NullMarked
package dev.seep.benchmarks;

import org.jspecify.annotations.NullMarked;
