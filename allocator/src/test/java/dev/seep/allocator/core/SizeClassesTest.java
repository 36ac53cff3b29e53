// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SizeClassesTest {
    @Test
    void classes_fromFirstToLast_growFrom16BytesTo64KiB() {
        assertThat(SizeClasses.bytes(0)).isEqualTo(16);
        assertThat(SizeClasses.bytes(SizeClasses.COUNT - 1)).isEqualTo(65_536);
        for (int i = 1; i < SizeClasses.COUNT; i++) {
            assertThat(SizeClasses.bytes(i)).isGreaterThan(SizeClasses.bytes(i - 1));
        }
    }

    @Test
    void everySize_hasTheSmallestClassThatHoldsIt() {
        for (int size = 0; size <= SizeClasses.MAX_BYTES; size++) {
            int sizeClass = SizeClasses.of(size);

            assertThat(SizeClasses.bytes(sizeClass)).isGreaterThanOrEqualTo(size);
            if (sizeClass > 0) {
                assertThat(SizeClasses.bytes(sizeClass - 1)).isLessThan(size);
            }
        }
    }

    @Test
    void waste_ofEverySize_isUnder16BytesOrAnEighth() {
        for (int size = 1; size <= SizeClasses.MAX_BYTES; size++) {
            int bytes = SizeClasses.bytes(SizeClasses.of(size));

            assertThat(bytes - size < 16 || (bytes - size) * 8 < bytes)
                    .as("size %d", size)
                    .isTrue();
        }
    }

    @Test
    void powersOfTwo_from16On_areClasses() {
        for (int size = 16; size <= SizeClasses.MAX_BYTES; size *= 2) {
            assertThat(SizeClasses.bytes(SizeClasses.of(size))).isEqualTo(size);
        }
    }

    @Test
    void sizeRoundedToAnAlignment_hasAClassThatIsAMultipleOfIt() {
        for (int alignment = 16; alignment <= PageMap.PAGE_BYTES; alignment *= 2) {
            int step = alignment;
            IntStream.rangeClosed(1, SizeClasses.MAX_BYTES / alignment)
                    .forEach(i -> assertThat(SizeClasses.bytes(SizeClasses.of((long) i * step)) % step)
                            .isZero());
        }
    }
}
