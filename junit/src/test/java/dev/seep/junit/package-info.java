// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.seep.junit;

import org.jspecify.annotations.NullMarked;
