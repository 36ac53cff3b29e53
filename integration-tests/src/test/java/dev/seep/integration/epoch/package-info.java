// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/** What is known of a line over time: generations, samples, and how often it is walked. */
@NullMarked
package dev.seep.integration.epoch;

import org.jspecify.annotations.NullMarked;
