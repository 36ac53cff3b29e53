// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/** The kinds of block: small numbers on the path of an allocation, names and layers in reports. */
@NullMarked
package dev.seep.agent.kind;

import org.jspecify.annotations.NullMarked;
