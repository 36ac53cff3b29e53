// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/** Labels of calls in application classes, in every form of call and every way that a class gets into a JVM. */
@NullMarked
package dev.seep.integration.callsite;

import org.jspecify.annotations.NullMarked;
