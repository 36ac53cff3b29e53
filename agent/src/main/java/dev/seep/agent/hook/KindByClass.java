// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.hook;

/**
 * Kinds that are told apart by the class of an object, such as an arena's session.
 *
 * <p>Thread-safe. Only classes of the boot loader are remembered, so that no other loader is kept alive.
 */
public final class KindByClass {
    private static volatile String[] names = {};
    private static volatile int[] kinds = {};
    private static volatile Class<?>[] seen = {};
    private static volatile int[] seenKinds = {};

    private KindByClass() {}

    /**
     * Sets the kinds, before any woven class runs.
     *
     * @param classNames binary names of classes
     * @param classKinds the kind of each and of its subclasses
     */
    public static void set(String[] classNames, int[] classKinds) {
        names = classNames;
        kinds = classKinds;
    }

    static int lookUp(Class<?> type, int otherwise) {
        Class<?>[] known = seen; // pairs with remember(): seenKinds is written first and only ever grows
        int[] knownKinds = seenKinds;
        for (int i = 0; i < known.length; i++) {
            if (known[i] == type) {
                return knownKinds[i];
            }
        }
        return lookUpByName(type, otherwise);
    }

    private static synchronized int lookUpByName(Class<?> type, int otherwise) {
        int kind = otherwise;
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            int index = indexOf(c.getName());
            if (index >= 0) {
                kind = kinds[index];
                break;
            }
        }
        if (type.getClassLoader() == null) {
            remember(type, kind);
        }
        return kind;
    }

    private static int indexOf(String className) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(className)) {
                return i;
            }
        }
        return -1;
    }

    private static void remember(Class<?> type, int kind) {
        int count = seen.length;
        int[] moreKinds = new int[count + 1];
        Class<?>[] moreClasses = new Class<?>[count + 1];
        System.arraycopy(seenKinds, 0, moreKinds, 0, count);
        System.arraycopy(seen, 0, moreClasses, 0, count);
        moreKinds[count] = kind;
        moreClasses[count] = type;
        seenKinds = moreKinds;
        seen = moreClasses;
    }
}
