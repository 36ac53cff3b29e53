// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.site;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The calls in woven code that may allocate, each with an id: class, method and line, and the kinds of block that the
 * called method gives.
 *
 * <p>Ids start at 1. A class that is woven again, or loaded again, gets the ids it had. Thread-safe.
 */
public final class CallSites {
    /** Most call sites there can be; a woven call needs one each, and it is never given back. */
    public static final int MAX = 1 << 14;

    private final Map<Key, Integer> ids = new HashMap<>();
    private final List<StackTraceElement> frames = new ArrayList<>();
    private final int[] expectedKinds = new int[MAX + 1];
    private long refused;

    /** Makes an empty table. */
    public CallSites() {}

    /**
     * Finds or gives an id.
     *
     * @param frame class, method, file and line of the call, names as in reports; its module and loader do not count
     * @param kinds the ids of the kinds that the called method may give, a bit each: a block of another kind that is
     *     allocated during the call is none of this call site's
     * @return the id, or 0 if there are {@link #MAX} call sites already
     */
    public synchronized int idOf(StackTraceElement frame, int kinds) {
        Key key = new Key(frame, kinds);
        Integer known = ids.get(key);
        if (known != null) {
            return known;
        }
        if (frames.size() == MAX) {
            refused++;
            return 0;
        }
        frames.add(frame);
        int id = frames.size();
        expectedKinds[id] = kinds; // pairs with the publication of the woven class, which happens later
        ids.put(key, id);
        return id;
    }

    /** {@return whether blocks of a kind can come from a call site} */
    public boolean expects(int id, int kind) {
        return (expectedKinds[id] & 1 << kind) != 0;
    }

    /** {@return class, method, file and line of a call site} */
    public synchronized StackTraceElement frame(int id) {
        return frames.get(id - 1);
    }

    /** {@return the number of call sites; ids go up to it} */
    public synchronized int count() {
        return frames.size();
    }

    /** {@return how many times a call got no id for want of room} */
    public synchronized long refused() {
        return refused;
    }

    /** What makes two calls the same call site. */
    private record Key(String className, String methodName, int line, int kinds) {
        Key(StackTraceElement frame, int kinds) {
            this(frame.getClassName(), frame.getMethodName(), frame.getLineNumber(), kinds);
        }

        // Written out, because those of a record are linked by method handles, which start-up should not pay for.
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && line == key.line
                    && kinds == key.kinds
                    && className.equals(key.className)
                    && methodName.equals(key.methodName);
        }

        @Override
        public int hashCode() {
            return ((className.hashCode() * 31 + methodName.hashCode()) * 31 + line) * 31 + kinds;
        }
    }
}
