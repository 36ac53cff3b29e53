// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Each kind of block is reported with its exact bytes, count and line.
 */
@NullMarked
package dev.seep.integration.kind;

import org.jspecify.annotations.NullMarked;
