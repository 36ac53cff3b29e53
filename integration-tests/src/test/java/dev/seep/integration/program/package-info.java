// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What programs under test share: off-heap memory by hand, and the lines they allocate at. Uses the JDK only.
 */
@NullMarked
package dev.seep.integration.program;

import org.jspecify.annotations.NullMarked;
