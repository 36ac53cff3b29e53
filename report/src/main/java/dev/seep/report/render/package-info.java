// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Snapshots as files and text: one class a format, registered in {@link dev.seep.report.render.ReportFormat}.
 *
 * <p>Everything here may run while a JVM shuts down: it needs {@code java.base} only, writes through plain streams, and
 * keeps away from regular expressions, format strings and locales.
 */
@NullMarked
package dev.seep.report.render;

import org.jspecify.annotations.NullMarked;
