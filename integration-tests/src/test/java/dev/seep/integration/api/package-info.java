// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/** Programs and tests that ask the packaged agent, by {@code seep-api} and {@code seep-junit}. */
@NullMarked
package dev.seep.integration.api;

import org.jspecify.annotations.NullMarked;
