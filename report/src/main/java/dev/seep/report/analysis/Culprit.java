// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

import dev.seep.report.snapshot.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of a site's stacks that a leak comes from.
 *
 * @param frame the first frame, from the allocation outwards, below which survivors and freed blocks part; where they part
 *     nowhere, the first frame of the application; null when no frame is known
 * @param parted whether survivors and freed blocks do part there
 * @param tooFewSamples whether there are fewer sampled survivors than it takes to tell
 * @param stacks the stacks that hold the survivors, by live bytes descending
 */
record Culprit(@Nullable Frame frame, boolean parted, boolean tooFewSamples, List<SiteStack> stacks) {}
