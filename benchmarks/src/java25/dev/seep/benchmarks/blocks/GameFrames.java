// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.blocks;

/**
 * A game: each frame has 500 particles of 16 to 127 bytes, 50 meshes of 512 to 4,095 and 5 textures of 64 KiB, which
 * are freed in the order of their allocation two frames later.
 */
final class GameFrames extends Workload {
    private static final int PARTICLES = 500;
    private static final int MESHES = 50;
    private static final int TEXTURES = 5;
    private static final int BLOCKS = PARTICLES + MESHES + TEXTURES;

    private final int first;
    private int frame;

    GameFrames(Team team, int number) {
        super(team, number);
        first = team.reserve(2 * BLOCKS);
        allocate(first);
        allocate(first + BLOCKS);
    }

    @Override
    int step() {
        int slot = first + frame * BLOCKS;
        for (int i = 0; i < BLOCKS; i++) {
            blocks.free(slot + i);
        }
        allocate(slot);
        frame = 1 - frame;
        return BLOCKS;
    }

    private void allocate(int slot) {
        for (int i = 0; i < PARTICLES; i++) {
            blocks.allocate(slot + i, 16 + numbers.below(112));
        }
        for (int i = 0; i < MESHES; i++) {
            blocks.allocate(slot + PARTICLES + i, 512 + numbers.below(3584));
        }
        for (int i = 0; i < TEXTURES; i++) {
            blocks.allocate(slot + PARTICLES + MESHES + i, 64 << 10);
        }
    }
}
