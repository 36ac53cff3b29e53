// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/** What the judgement says of programs that run for five seconds under the agent's defaults. */
@NullMarked
package dev.seep.integration.verdict;

import org.jspecify.annotations.NullMarked;
