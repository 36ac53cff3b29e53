// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.snapshot;

/**
 * The most that one layer held at any tick.
 *
 * @param layer the layer
 * @param peakLiveBytes largest value seen, in bytes
 */
public record LayerPeak(Layer layer, long peakLiveBytes) {}
