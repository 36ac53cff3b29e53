// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.weave;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells whether a class calls something that a pattern means, by its constant pool alone.
 *
 * <p>Immutable and thread-safe.
 */
final class ConstantPoolScan {
    /*
     * Implementation notes
     *
     * Every class that is loaded passes here. The first round looks at the strings only, and most classes end with it:
     * none is a name that a pattern asks for (or, where that says nothing or is rarer, the name of its class). The
     * second looks at the methods that are named; it makes an index of the pool, which the first does without. Measured
     * by ClassScanBenchmark.
     *
     * Names are compared as bytes: those of patterns are ASCII, where the modified UTF-8 of class files is the same.
     */
    private static final int UTF8 = 1;
    private static final int FIRST_ENTRY = 10;

    private final byte[][] owners;
    private final byte[][] names;
    private final byte[][] descriptors;
    private final byte[][] keys; // what a class must have among its strings
    private final boolean[] firstBytes = new boolean[256]; // of the keys
    private int shortestKey = Integer.MAX_VALUE;

    ConstantPoolScan(List<CallSitePattern> patterns) {
        int count = patterns.size();
        owners = new byte[count][];
        names = new byte[count][];
        descriptors = new byte[count][];
        Set<String> distinct = new LinkedHashSet<>();
        for (int i = 0; i < count; i++) {
            CallSitePattern pattern = patterns.get(i);
            owners[i] = ascii(pattern.owner());
            names[i] = ascii(pattern.name());
            descriptors[i] = ascii(pattern.descriptor());
            distinct.add(pattern.key());
        }
        keys = new byte[distinct.size()][];
        int next = 0;
        for (String key : distinct) {
            keys[next++] = ascii(key);
            firstBytes[key.charAt(0)] = true;
            shortestKey = Math.min(shortestKey, key.length() - 1); // one may be the star
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * {@return whether a class names a method that a pattern means; it may still never call it}
     *
     * @throws IndexOutOfBoundsException if this is no class file
     */
    boolean isCandidate(byte[] classfile) {
        return hasKey(classfile) && hasMethod(classfile);
    }

    private boolean hasKey(byte[] c) {
        int count = unsignedShort(c, 8);
        int at = FIRST_ENTRY;
        for (int i = 1; i < count; i++) {
            int tag = c[at];
            if (tag != UTF8) {
                i += tag == 5 || tag == 6 ? 1 : 0; // long and double take two places
                at += sizeOf(tag);
                continue;
            }
            int length = unsignedShort(c, at + 1);
            int start = at + 3;
            if (length >= shortestKey && firstBytes[c[start] & 0xff] && isKey(c, start, length)) {
                return true;
            }
            at = start + length;
        }
        return false;
    }

    private boolean isKey(byte[] c, int start, int length) {
        for (byte[] key : keys) {
            if (matches(key, c, start, length)) {
                return true;
            }
        }
        return false;
    }

    private boolean hasMethod(byte[] c) {
        int count = unsignedShort(c, 8);
        int[] entries = new int[count];
        int at = FIRST_ENTRY;
        for (int i = 1; i < count; i++) {
            int tag = c[at];
            entries[i] = at;
            i += tag == 5 || tag == 6 ? 1 : 0;
            at += tag == UTF8 ? 3 + unsignedShort(c, at + 1) : sizeOf(tag);
        }
        for (int entry : entries) {
            if (entry != 0 && (c[entry] == 10 || c[entry] == 11) && isMeant(c, entries, entry)) {
                return true;
            }
        }
        return false;
    }

    /** Asks for a method or interface method. */
    private boolean isMeant(byte[] c, int[] entries, int method) {
        int nameAndType = entries[unsignedShort(c, method + 3)];
        int name = entries[unsignedShort(c, nameAndType + 1)];
        for (int i = 0; i < names.length; i++) {
            if (matchesEntry(names[i], c, name)
                    && matchesEntry(descriptors[i], c, entries[unsignedShort(c, nameAndType + 3)])) {
                int owner = entries[unsignedShort(c, method + 1)];
                if (matchesEntry(owners[i], c, entries[unsignedShort(c, owner + 1)])) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean matchesEntry(byte[] pattern, byte[] c, int utf8) {
        return matches(pattern, c, utf8 + 3, unsignedShort(c, utf8 + 1));
    }

    /** Matches a text with a pattern that may begin or end with a star. */
    private static boolean matches(byte[] pattern, byte[] c, int start, int length) {
        int last = pattern.length - 1;
        if (pattern[0] == '*') {
            return length >= last && equal(pattern, 1, c, start + length - last, last);
        }
        if (pattern[last] == '*') {
            return length >= last && equal(pattern, 0, c, start, last);
        }
        return length == pattern.length && equal(pattern, 0, c, start, length);
    }

    private static boolean equal(byte[] pattern, int from, byte[] c, int start, int length) {
        for (int i = 0; i < length; i++) {
            if (pattern[from + i] != c[start + i]) {
                return false;
            }
        }
        return true;
    }

    private static int sizeOf(int tag) {
        return switch (tag) {
            case 5, 6 -> 9;
            case 7, 8, 16, 19, 20 -> 3;
            case 15 -> 4;
            default -> 5; // 3, 4, 9 to 12, 17, 18
        };
    }

    private static int unsignedShort(byte[] c, int at) {
        return (c[at] & 0xff) << 8 | c[at + 1] & 0xff;
    }
}
