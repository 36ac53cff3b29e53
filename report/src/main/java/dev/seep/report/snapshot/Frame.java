// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * One frame of a stack trace.
 *
 * @param className binary name of the class, normalised: the numbers and addresses of hidden, proxy and generated
 *     classes are {@code *}
 * @param methodName name of the method
 * @param fileName source file, or null when unknown
 * @param line line number, or -1 when unknown
 * @param jdk whether the class belongs to a module of the JDK
 */
public record Frame(
        String className, String methodName, @Nullable String fileName, int line, boolean jdk) {}
