// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.examples.allocator;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.seep.allocator.OffHeapAllocator;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Games: what a frame needs lives in an arena, which is closed with the frame; its blocks serve the next one. */
public final class FrameMemory {
    private static final int FRAMES = 600;
    private static final int PARTICLES = 10_000;
    private static final float SECONDS_OF_A_FRAME = 1f / 60;

    private FrameMemory() {}

    public static void main(String[] args) {
        try (OffHeapAllocator allocator = OffHeapAllocator.create()) {
            MemorySegment heights = allocator.segments().allocate(JAVA_FLOAT, PARTICLES);
            heights.fill((byte) 0);
            float highest = 0;
            long residentBytes = 0;
            for (int frame = 0; frame < FRAMES; frame++) {
                try (Arena arena = allocator.pooledArena()) {
                    highest = step(arena, heights);
                }
                if (frame == 0) {
                    residentBytes = allocator.stats().residentBytes();
                }
            }
            System.out.println("highest particle after " + FRAMES + " frames: " + Math.round(highest));
            long more = allocator.stats().residentBytes() - residentBytes;
            System.out.println("memory taken after the first frame: " + more);
            allocator.free(heights);
        }
    }

    private static float step(Arena frame, MemorySegment heights) {
        MemorySegment speeds = frame.allocate(JAVA_FLOAT, PARTICLES);
        for (int i = 0; i < PARTICLES; i++) {
            speeds.setAtIndex(JAVA_FLOAT, i, i / 1_000f);
        }
        float highest = 0;
        for (int i = 0; i < PARTICLES; i++) {
            float height = heights.getAtIndex(JAVA_FLOAT, i) + speeds.getAtIndex(JAVA_FLOAT, i) * SECONDS_OF_A_FRAME;
            heights.setAtIndex(JAVA_FLOAT, i, height);
            highest = Math.max(highest, height);
        }
        return highest;
    }
}
