// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/** The command line: {@code seep report}, {@code diff} and {@code merge}. Parses, reads, asks, prints, and judges nothing. */
@NullMarked
package dev.seep.report.cli;

import org.jspecify.annotations.NullMarked;
