// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.program;

/**
 * The pair of {@link HotPair} from 1,000 lines in 100 classes, at random: what a tool keeps for each line is not in the
 * processor's first cache, and the calls are compiled a hundred times.
 */
final class ManySites extends AtDepth {
    private static final int CLASSES = 100;

    private final SiteTemplate[] classes = new SiteTemplate[CLASSES];
    private long random;

    ManySites(int seed) {
        random = 0x9e3779b97f4a7c15L * (seed + 1);
        NumberedClasses copies = new NumberedClasses();
        for (int i = 0; i < CLASSES; i++) {
            classes[i] = copies.make(i);
        }
    }

    @Override
    void loop(int pairs) {
        for (int i = 0; i < pairs; i++) {
            int site = (int) ((next() >>> 20) % (CLASSES * SiteTemplate.LINES));
            long address = classes[site / SiteTemplate.LINES].allocate(site % SiteTemplate.LINES);
            NativeMemory.UNSAFE.freeMemory(address);
        }
    }

    private long next() {
        long r = random;
        r ^= r << 13;
        r ^= r >>> 7;
        r ^= r << 17;
        random = r;
        return r & Long.MAX_VALUE;
    }
}
