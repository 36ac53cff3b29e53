// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.blocks;

/**
 * Trains a network of 12 layers: the activations of all layers are allocated forwards; then, backwards, each layer's
 * gradient, and both are freed. A tensor has 1 to 8 MiB for the longest of eight lengths of input, down to half of it;
 * one word in each 4 KiB is written.
 */
final class Tensors extends Workload {
    private static final int[] MEBIBYTES = {1, 4, 2, 8, 4, 2, 8, 4, 2, 4, 1, 8};
    private static final int LAYERS = 12;
    private static final int PAGE_BYTES = 4096;

    private final int activations;
    private final int gradient;

    Tensors(Team team, int number) {
        super(team, number);
        activations = team.reserve(LAYERS);
        gradient = team.reserve(1);
    }

    @Override
    int step() {
        int length = 8 + numbers.below(8);
        for (int i = 0; i < LAYERS; i++) {
            allocate(activations + i, bytes(i, length));
        }
        for (int i = LAYERS - 1; i >= 0; i--) {
            allocate(gradient, bytes(i, length));
            blocks.free(gradient);
            blocks.free(activations + i);
        }
        return 2 * LAYERS;
    }

    private static int bytes(int layer, int length) {
        return (MEBIBYTES[layer] << 20) / 16 * (length + 1);
    }

    private void allocate(int slot, int bytes) {
        blocks.allocate(slot, bytes);
        for (int offset = 0; offset < bytes; offset += PAGE_BYTES) {
            blocks.write(slot, offset);
        }
    }
}
