// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/** Snapshot files that the packaged agent writes, and what can be made of them. */
@NullMarked
package dev.seep.integration.snapshot;

import org.jspecify.annotations.NullMarked;
