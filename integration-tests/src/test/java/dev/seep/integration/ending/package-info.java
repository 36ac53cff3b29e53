// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/**
 * However the JVM ends, its report and its recording are there.
 */
@NullMarked
package dev.seep.integration.ending;

import org.jspecify.annotations.NullMarked;
