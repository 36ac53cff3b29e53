// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/** What the tests of all packages share. */
@NullMarked
package dev.seep.report;

import org.jspecify.annotations.NullMarked;
