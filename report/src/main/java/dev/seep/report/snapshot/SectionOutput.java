// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.snapshot;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Writes sections, as {@link SnapshotFormat} has them. Confined to one thread. */
final class SectionOutput {
    private final OutputStream out;
    private final ByteRow section = new ByteRow();
    private final ByteRow record = new ByteRow();
    private final ByteRow definition = new ByteRow();
    private final ByteRow front = new ByteRow();
    private final Map<String, Integer> strings = new HashMap<>();
    private final Map<FrameKey, Integer> frames = new HashMap<>();
    private final Map<Long, Integer> nodes = new HashMap<>(); // parent and frame to number
    private int type;

    SectionOutput(OutputStream out) {
        this.out = out;
    }

    /** Starts a section; the one before has been ended. */
    void begin(int sectionType) {
        type = sectionType;
        section.clear();
        strings.clear();
        frames.clear();
        nodes.clear();
    }

    /** Starts a record. */
    SectionOutput record(int tag) {
        record.clear();
        record.add(tag);
        return this;
    }

    /** Ends the record, and the section as well if it is long, to go on in another of the same type. */
    void endRecord() throws IOException {
        append(record);
        if (section.length() > SnapshotFormat.SECTION_BYTES) {
            end();
            begin(type);
        }
    }

    private void append(ByteRow whole) {
        section.addUnsigned(whole.length());
        section.add(whole);
    }

    /** Ends the section; one without records is not written. */
    void end() throws IOException {
        if (section.length() == 0) {
            return;
        }
        front.clear();
        front.add(SnapshotFormat.SYNC >> 8);
        front.add(SnapshotFormat.SYNC);
        front.add(type);
        front.add(SnapshotFormat.VERSION);
        front.addInt(section.length());
        CRC32 crc = new CRC32();
        crc.update(front.array(), 2, SnapshotFormat.FRONT_BYTES - 2);
        crc.update(section.array(), 0, section.length());
        section.addInt((int) crc.getValue());
        out.write(front.array(), 0, front.length());
        out.write(section.array(), 0, section.length());
    }

    SectionOutput number(long value) {
        record.addSigned(value);
        return this;
    }

    SectionOutput number(@Nullable Long value) {
        flag(value != null);
        return value == null ? this : number(value.longValue());
    }

    SectionOutput decimal(double value) {
        long bits = Double.doubleToRawLongBits(value);
        record.addInt((int) (bits >>> 32));
        record.addInt((int) bits);
        return this;
    }

    SectionOutput flag(boolean value) {
        record.add(value ? 1 : 0);
        return this;
    }

    SectionOutput numbers(List<Long> values) {
        record.addUnsigned(values.size());
        for (Long value : values) {
            record.addSigned(value);
        }
        return this;
    }

    SectionOutput count(int value) {
        record.addUnsigned(value);
        return this;
    }

    SectionOutput text(@Nullable String text) {
        record.addUnsigned(numberOf(text));
        return this;
    }

    SectionOutput frame(@Nullable Frame frame) {
        record.addUnsigned(frame == null ? 0 : numberOf(frame));
        return this;
    }

    /** Adds a stack, whose outer frames may be those of a stack before it. */
    SectionOutput stack(List<Frame> stack) {
        int node = 0;
        int i = stack.size() - 1;
        for (; i >= 0; i--) {
            Integer next = nodes.get(edge(node, numberOf(stack.get(i))));
            if (next == null) {
                break;
            }
            node = next;
        }
        if (i >= 0) {
            node = definePath(node, stack, i);
        }
        record.addUnsigned(node);
        return this;
    }

    private int definePath(int parent, List<Frame> stack, int from) {
        for (int i = from; i >= 0; i--) {
            numberOf(stack.get(i)); // defines what is new, before the path is
        }
        definition.clear();
        definition.add(SnapshotFormat.PATH);
        definition.addUnsigned(parent);
        definition.addUnsigned(from + 1);
        int node = parent;
        for (int i = from; i >= 0; i--) {
            int frame = numberOf(stack.get(i));
            definition.addUnsigned(frame);
            int next = nodes.size() + 1;
            // a frame that follows itself under a node that was just made is new as well
            nodes.put(edge(node, frame), next);
            node = next;
        }
        append(definition);
        return node;
    }

    private static long edge(int node, int frame) {
        return (long) node << 32 | frame;
    }

    private int numberOf(Frame frame) {
        FrameKey key = new FrameKey(frame);
        Integer known = frames.get(key);
        if (known != null) {
            return known;
        }
        int className = numberOf(frame.className());
        int methodName = numberOf(frame.methodName());
        int fileName = numberOf(frame.fileName());
        definition.clear();
        definition.add(SnapshotFormat.FRAME);
        definition.addUnsigned(className);
        definition.addUnsigned(methodName);
        definition.addUnsigned(fileName);
        definition.addSigned(frame.line());
        definition.add(frame.jdk() ? 1 : 0);
        append(definition);
        int number = frames.size() + 1;
        frames.put(key, number);
        return number;
    }

    private int numberOf(@Nullable String text) {
        if (text == null) {
            return 0;
        }
        Integer known = strings.get(text);
        if (known != null) {
            return known;
        }
        definition.clear();
        definition.add(SnapshotFormat.STRING);
        for (int i = 0; i < text.length(); i++) {
            definition.addUnsigned(text.charAt(i)); // chars, not UTF-8: names hold halves of surrogate pairs as well
        }
        append(definition);
        int number = strings.size() + 1;
        strings.put(text, number);
        return number;
    }

    /** A frame as a key. Not the record itself, whose hash code is linked by method handles. */
    private static final class FrameKey {
        private final Frame frame;

        FrameKey(Frame frame) {
            this.frame = frame;
        }

        @Override
        public boolean equals(Object other) {
            if (!(other instanceof FrameKey key)) {
                return false;
            }
            Frame one = frame;
            Frame two = key.frame;
            return one == two
                    || (one.line() == two.line()
                            && one.jdk() == two.jdk()
                            && one.methodName().equals(two.methodName())
                            && one.className().equals(two.className())
                            && (one.fileName() == null
                                    ? two.fileName() == null
                                    : one.fileName().equals(two.fileName())));
        }

        @Override
        public int hashCode() {
            return (31 * frame.className().hashCode() + frame.methodName().hashCode()) * 31 + frame.line();
        }
    }
}
