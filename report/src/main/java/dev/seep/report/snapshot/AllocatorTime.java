// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.snapshot;

import java.util.List;

/**
 * How long the allocating calls of one site took, without the agent's own part. Some calls are timed, chosen before they
 * are made.
 *
 * @param seconds time of all calls: that of the timed ones, scaled by how many calls there were
 * @param timedCalls calls that were timed
 * @param nanos histogram of the timed calls, not scaled: element {@code i} counts calls of {@code 2^i} to {@code 2^(i+1) -
 *     1} nanoseconds, and element 0 those of 0 too
 */
public record AllocatorTime(double seconds, long timedCalls, List<Long> nanos) {}
