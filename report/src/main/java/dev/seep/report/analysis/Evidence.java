// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.analysis;

/**
 * What the generations of one site show, over those that are old enough to judge: the older two thirds of the time in which
 * it allocated, without its first moments.
 *
 * @param survivors blocks (of a sampled site, samples) that are live from those generations, estimated
 * @param spread share of the generations that allocated which have survivors, 0 to 1
 * @param evenness spread against that of as many survivors strewn at random; 1 when as even as that, or more
 * @param retention live bytes of what was allocated, 0 to 1
 * @param decay retention of the oldest third against the middle third: a cache decays, a leak does not; NaN when there is
 *     nothing to compare
 * @param decayError standard error of the logarithm of {@code decay}
 * @param shrunk share of what was live a while ago, beyond what is always under way, that was freed since; below 0 when
 *     more is under way now
 * @param shrunkScore by how many standard errors {@code shrunk} is above 0
 * @param plateau whether the youngest third keeps clearly less than the middle third did
 * @param rising whether live bytes rise
 * @param bytesPerSecond growth of live bytes, 0 or more
 */
public record Evidence(
        double survivors,
        double spread,
        double evenness,
        double retention,
        double decay,
        double decayError,
        double shrunk,
        double shrunkScore,
        boolean plateau,
        boolean rising,
        double bytesPerSecond) {}
