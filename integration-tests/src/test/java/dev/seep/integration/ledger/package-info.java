// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/** What the report says is live equals what the program itself says it keeps. */
@NullMarked
package dev.seep.integration.ledger;

import org.jspecify.annotations.NullMarked;
