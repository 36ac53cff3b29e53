// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.snapshot;

import java.time.Instant;

/**
 * The JVM that was watched.
 *
 * @param pid process id, or 0 of several JVMs together
 * @param command main class and arguments, as the JVM gives them
 * @param jvm name and version of the JVM
 * @param os name, version and architecture of the operating system
 * @param started when tracking started
 * @param ended when the snapshot was taken
 * @param durationSeconds from {@code started} to {@code ended} by the monotonic clock
 */
public record ProcessDescription(
        long pid, String command, String jvm, String os, Instant started, Instant ended, double durationSeconds) {}
