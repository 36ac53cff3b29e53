// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What is woven, as data, and the weaving itself. The only package that knows ASM.
 *
 * <p>A new library is a few more entries in {@link dev.seep.agent.weave.Catalogue}.
 */
@NullMarked
package dev.seep.agent.weave;

import org.jspecify.annotations.NullMarked;
