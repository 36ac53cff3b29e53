// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.snapshot;

/**
 * Everything allocated through one API. Counted block by block: exact unless {@link NotSeen#thinned} is above 1.
 *
 * @param kind the API, such as {@code direct}
 * @param layer where its blocks stand
 * @param figures bytes and blocks
 */
public record KindFigures(String kind, Layer layer, Figures figures) {}
