// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.kind;

import dev.seep.report.snapshot.Layer;
import java.util.List;

/**
 * The kinds that are known in this JVM, by id. The catalogue of hook points adds them before anything is woven.
 *
 * <p>Ids are dense and start at 0. Confined to the starting thread while kinds are added; read by all afterwards.
 */
public final class Kinds {
    /** Most kinds there can be: live tables keep a counter for each. */
    public static final int MAX_KINDS = 32;

    private final String[] names = new String[MAX_KINDS];
    private final Layer[] layers = new Layer[MAX_KINDS];
    private int count;

    /**
     * Adds a kind, unless it is there.
     *
     * @return its id
     * @throws IllegalArgumentException if it is there with another layer
     * @throws IllegalStateException if there are {@link #MAX_KINDS} already
     */
    public int add(String name, Layer layer) {
        for (int id = 0; id < count; id++) {
            if (names[id].equals(name)) {
                if (layers[id] != layer) {
                    throw new IllegalArgumentException(
                            "kind has another layer: kind=" + name + ", layer=" + layers[id]);
                }
                return id;
            }
        }
        if (count == MAX_KINDS) {
            throw new IllegalStateException("too many kinds: kind=" + name + ", limit=" + MAX_KINDS);
        }
        names[count] = name;
        layers[count] = layer;
        return count++;
    }

    /** {@return the bits 1 << id of those among the named kinds that are known; all bits if none is named} */
    public int bits(List<String> wanted) {
        int bits = wanted.isEmpty() ? -1 : 0;
        for (int id = 0; id < count; id++) {
            bits |= wanted.contains(names[id]) ? 1 << id : 0;
        }
        return bits;
    }

    /** {@return the number of kinds; ids are below it} */
    public int count() {
        return count;
    }

    /** {@return the kind's name, such as {@code direct}} */
    public String name(int id) {
        return names[id];
    }

    /** {@return where the kind's blocks stand} */
    public Layer layer(int id) {
        return layers[id];
    }
}
