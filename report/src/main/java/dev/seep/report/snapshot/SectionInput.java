// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.snapshot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the records of one section. Confined to one thread. */
final class SectionInput {
    private static final int MAX_STRING = 1 << 22;
    private static final int MAX_DEPTH = 4096;

    private final byte[] bytes;
    private final FrameBudget budget;
    private final List<String> strings = new ArrayList<>();
    private final List<Frame> frames = new ArrayList<>();
    private int[] parents = new int[16]; // of stack nodes, which are numbered from 1
    private int[] nodeFrames = new int[16];
    private int[] depths = new int[16];
    private int nodeCount;
    private int at;
    private int recordEnd;

    SectionInput(byte[] bytes, FrameBudget budget) {
        this.bytes = bytes;
        this.budget = budget;
    }

    /**
     * Goes to the next record that is no definition.
     *
     * @return its tag, or -1 behind the last
     */
    int nextRecord() throws DamageException {
        at = recordEnd;
        while (at < bytes.length) {
            recordEnd = bytes.length;
            int length = count();
            recordEnd = at + length;
            int tag = oneByte();
            if (tag == SnapshotFormat.STRING) {
                defineString();
            } else if (tag == SnapshotFormat.FRAME) {
                frames.add(new Frame(text(), text(), nullableText(), (int) number(), flag()));
            } else if (tag == SnapshotFormat.PATH) {
                definePath();
            } else {
                return tag;
            }
            at = recordEnd;
        }
        return -1;
    }

    private void defineString() throws DamageException {
        if (recordEnd - at > MAX_STRING) {
            throw new DamageException();
        }
        StringBuilder text = new StringBuilder(recordEnd - at);
        while (at < recordEnd) {
            text.append((char) unsigned());
        }
        strings.add(text.toString());
    }

    private void definePath() throws DamageException {
        int node = reference(nodeCount);
        int length = count();
        for (int i = 0; i < length; i++) {
            int frame = reference(frames.size());
            int depth = node == 0 ? 1 : depths[node - 1] + 1;
            if (frame == 0 || depth > MAX_DEPTH) {
                throw new DamageException();
            }
            if (nodeCount == parents.length) {
                parents = Arrays.copyOf(parents, 2 * nodeCount);
                nodeFrames = Arrays.copyOf(nodeFrames, 2 * nodeCount);
                depths = Arrays.copyOf(depths, 2 * nodeCount);
            }
            parents[nodeCount] = node;
            nodeFrames[nodeCount] = frame;
            depths[nodeCount] = depth;
            node = ++nodeCount;
        }
    }

    long number() throws DamageException {
        long value = unsigned();
        return value >>> 1 ^ -(value & 1);
    }

    @Nullable
    Long nullableNumber() throws DamageException {
        return flag() ? (Long) number() : null;
    }

    double decimal() throws DamageException {
        long bits = 0;
        for (int i = 0; i < 8; i++) {
            bits = bits << 8 | oneByte();
        }
        return Double.longBitsToDouble(bits);
    }

    boolean flag() throws DamageException {
        return oneByte() != 0;
    }

    /** {@return a number of elements, each of which takes a byte at least} */
    int count() throws DamageException {
        long value = unsigned();
        if (value < 0 || value > recordEnd - at) {
            throw new DamageException();
        }
        return (int) value;
    }

    /** {@return whether the record goes on: the last fields are missing from those of an older writer} */
    boolean hasMore() {
        return at < recordEnd;
    }

    List<Long> numbers() throws DamageException {
        int count = count();
        List<Long> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(number());
        }
        return values;
    }

    String text() throws DamageException {
        String text = nullableText();
        if (text == null) {
            throw new DamageException();
        }
        return text;
    }

    @Nullable
    String nullableText() throws DamageException {
        int number = reference(strings.size());
        return number == 0 ? null : strings.get(number - 1);
    }

    @Nullable
    Frame frame() throws DamageException {
        int number = reference(frames.size());
        return number == 0 ? null : frames.get(number - 1);
    }

    /** {@return frames from the allocation outwards} */
    List<Frame> stack() throws DamageException {
        int node = reference(nodeCount);
        if (node == 0) {
            return List.of();
        }
        int depth = depths[node - 1];
        budget.take(depth);
        List<Frame> stack = new ArrayList<>(depth);
        for (; node != 0; node = parents[node - 1]) {
            stack.add(frames.get(nodeFrames[node - 1] - 1));
        }
        return stack;
    }

    private int reference(int most) throws DamageException {
        long value = unsigned();
        if (value < 0 || value > most) {
            throw new DamageException();
        }
        return (int) value;
    }

    /** {@return a number that stands for an ordinal, whatever is in the section} */
    int ordinal() throws DamageException {
        return reference(Integer.MAX_VALUE);
    }

    private long unsigned() throws DamageException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = oneByte();
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new DamageException();
    }

    private int oneByte() throws DamageException {
        if (at >= recordEnd) {
            throw new DamageException();
        }
        return bytes[at++] & 0xff;
    }
}
