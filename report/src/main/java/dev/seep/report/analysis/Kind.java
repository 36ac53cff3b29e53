// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.Layer;
import org.jspecify.annotations.Nullable;

/**
 * Everything allocated through one API: what its sites and its rest add up to.
 *
 * @param kind the API, such as {@code direct}
 * @param layer where its blocks stand
 * @param figures bytes and blocks
 * @param unlabelled the part of {@code figures} that has no call site of its own
 * @param allocatorSeconds time the allocating calls took, or null when none was timed
 */
public record Kind(
        String kind,
        Layer layer,
        Figures figures,
        Figures unlabelled,
        @Nullable Double allocatorSeconds) {}
