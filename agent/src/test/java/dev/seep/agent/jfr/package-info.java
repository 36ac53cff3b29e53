// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/** Tests of the events, against real recordings. */
@NullMarked
package dev.seep.agent.jfr;

import org.jspecify.annotations.NullMarked;
