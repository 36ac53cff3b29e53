// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.snapshot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots kept under names while a JVM runs, as few bytes as they take in a file.
 *
 * <p>Thread-safe. Bounded: the newest {@value #MAX_COUNT} are kept, and {@value #MAX_BYTES} bytes of them.
 */
public final class Marks {
    /** Most snapshots that are kept. */
    public static final int MAX_COUNT = 32;

    /** Most bytes that they take together. */
    public static final int MAX_BYTES = 16 << 20;

    private final Map<String, byte[]> encoded = new LinkedHashMap<>();
    private long bytes;

    /** Makes room for marks. */
    public Marks() {}

    /**
     * Keeps a snapshot, in the place of an older one of that name, and of the oldest where there are too many.
     *
     * @return false if it alone takes more than {@value #MAX_BYTES} bytes; then nothing has changed
     */
    public boolean keep(String name, Snapshot snapshot) {
        byte[] mark = SnapshotWriter.encode(name, snapshot);
        if (mark.length > MAX_BYTES) {
            return false;
        }
        synchronized (this) {
            forget(name);
            encoded.put(name, mark);
            bytes += mark.length;
            Iterator<byte[]> oldest = encoded.values().iterator();
            while (encoded.size() > MAX_COUNT || bytes > MAX_BYTES) {
                bytes -= oldest.next().length;
                oldest.remove();
            }
        }
        return true;
    }

    /** Forgets a mark. {@return whether there was one} */
    public synchronized boolean forget(String name) {
        byte[] old = encoded.remove(name);
        bytes -= old == null ? 0 : old.length;
        return old != null;
    }

    /** {@return the snapshot of that name, or null if there is none} */
    public @Nullable Snapshot get(String name) throws IOException {
        byte[] mark;
        synchronized (this) {
            mark = encoded.get(name);
        }
        return mark == null ? null : SnapshotReader.decode(mark);
    }

    /** {@return all of them, oldest first, as {@link SnapshotWriter#append} takes them} */
    public synchronized List<byte[]> encoded() {
        return new ArrayList<>(encoded.values());
    }
}
