// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.program;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.nio.charset.StandardCharsets;

/**
 * Makes classes that differ from {@link Sites0000} in the number of their name, so that a program has a thousand lines
 * that allocate without a thousand lines of source.
 */
final class NumberedClasses {
    private static final String TEMPLATE = "Sites0000";

    private final String template;

    NumberedClasses() {
        try (InputStream in = NumberedClasses.class.getResourceAsStream(TEMPLATE + ".class")) {
            if (in == null) {
                throw new IllegalStateException("class missing: name=" + TEMPLATE);
            }
            // One char a byte, and the new name as long as the old: the class file stays intact.
            template = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@return an instance of the class with that number, up to 9,999} */
    SiteTemplate make(int number) {
        String name = TEMPLATE.substring(0, 5) + String.valueOf(10_000 + number).substring(1);
        byte[] classfile = template.replace(TEMPLATE, name).getBytes(StandardCharsets.ISO_8859_1);
        try {
            Class<?> made = number == 0
                    ? Sites0000.class
                    : existingOr(NumberedClasses.class.getPackageName() + "." + name, classfile);
            return made.asSubclass(SiteTemplate.class).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a class: name=" + name, e);
        }
    }

    /** Several threads may run the program; the first one defines the classes. */
    private static synchronized Class<?> existingOr(String name, byte[] classfile) throws ReflectiveOperationException {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            return MethodHandles.lookup().defineClass(classfile);
        }
    }
}
