// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What the packaged agent writes into flight recordings.
 */
@NullMarked
package dev.seep.integration.recording;

import org.jspecify.annotations.NullMarked;
