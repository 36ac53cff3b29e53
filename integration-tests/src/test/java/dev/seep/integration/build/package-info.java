// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/** What must hold for the sources and the packaged jar, whatever the program does. */
@NullMarked
package dev.seep.integration.build;

import org.jspecify.annotations.NullMarked;
