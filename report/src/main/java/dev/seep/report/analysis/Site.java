// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import dev.seep.report.snapshot.Block;
import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.Frame;
import dev.seep.report.snapshot.Layer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one call site allocated through one kind, or what is left of a kind once its call sites are listed.
 *
 * @param kind the API, such as {@code direct}
 * @param layer where the blocks stand
 * @param callSite the woven call, or of unlabelled blocks the first frame outwards that is not of the JDK; null if {@code
 *     jdkInternal} or {@code rest}
 * @param jdkInternal whether no stack behind this entry holds a frame outside the JDK; listed, never a suspect
 * @param rest whether this is the remainder of its kind: unknown stacks, filtered ones, and sites that are not listed
 * @param exact whether {@code figures} are counted rather than estimated
 * @param errorBytes half the width of the 95 % interval around the live bytes; 0 when exact
 * @param figures bytes and blocks, scaled so that the entries of a kind add up to it
 * @param oldestSeconds age of the oldest live block known, or 0 when none is
 * @param stacks its stack traces, by live bytes descending; their figures add up to {@code figures}, except in a rest
 * @param oldestBlocks up to ten of the oldest live blocks, oldest first
 * @param details how its blocks spread over time, sizes and threads
 */
public record Site(
        String kind,
        Layer layer,
        @Nullable Frame callSite,
        boolean jdkInternal,
        boolean rest,
        boolean exact,
        long errorBytes,
        Figures figures,
        double oldestSeconds,
        List<SiteStack> stacks,
        List<Block> oldestBlocks,
        SiteDetails details) {}
