// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/** Makes JUnit tests fail that leave off-heap memory behind. The tests' JVM needs the Seep agent. */
@NullMarked
package dev.seep.junit;

import org.jspecify.annotations.NullMarked;
