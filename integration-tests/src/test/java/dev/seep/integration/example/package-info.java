// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/** The examples under the packaged agent: they must show what the README says they show. */
@NullMarked
package dev.seep.integration.example;

import org.jspecify.annotations.NullMarked;
