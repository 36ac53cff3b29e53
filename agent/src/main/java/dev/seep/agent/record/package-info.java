// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/** What happens to an allocation or a free once a hook has reported it. */
@NullMarked
package dev.seep.agent.record;

import org.jspecify.annotations.NullMarked;
