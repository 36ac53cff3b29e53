// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.weave;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A class loader of its own for classes under test, which the JVM verifies, and which are woven by a transformer as they
 * are defined, or not at all.
 */
final class TestLoader extends ClassLoader {
    private final String prefix;
    private final @Nullable CallSiteWeaver weaver;
    private final Map<String, byte[]> generated = new HashMap<>();

    /**
     * Makes a loader.
     *
     * @param prefix what the names of the classes begin with that it defines itself
     */
    TestLoader(String prefix, @Nullable CallSiteWeaver weaver) {
        super(TestLoader.class.getClassLoader());
        this.prefix = prefix;
        this.weaver = weaver;
    }

    /** Adds a class that was generated; all others are found where the tests are. */
    TestLoader with(String name, byte[] classfile) {
        generated.put(name, classfile);
        return this;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            if (!name.startsWith(prefix)) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] classfile = generated.containsKey(name) ? generated.get(name) : classFile(name);
        String internalName = name.replace('.', '/');
        byte[] woven =
                weaver == null ? null : weaver.transform(getUnnamedModule(), this, internalName, null, null, classfile);
        byte[] defined = woven == null ? classfile : woven;
        return defineClass(name, defined, 0, defined.length);
    }

    /** {@return the class file of a class of the tests} */
    static byte[] classFile(String name) throws ClassNotFoundException {
        try (InputStream in = TestLoader.class.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    /** Calls a static method without parameters. */
    static void call(Class<?> type, String method) throws Throwable {
        Method declared = type.getDeclaredMethod(method);
        declared.setAccessible(true);
        try {
            declared.invoke(null);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
