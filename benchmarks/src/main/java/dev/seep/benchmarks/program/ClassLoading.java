// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.program;

import com.sun.management.OperatingSystemMXBean;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Loads the classes of some jars, in one class loader after the other, until there are enough.
 *
 * <p>Arguments: number of classes, {@code load} or {@code link}, class path of the jars. A class that is linked is verified
 * as well, as each class that is used comes to be.
 */
public final class ClassLoading {
    private static final String SUFFIX = ".class";

    private static long fields;

    private ClassLoading() {}

    /** Prints {@code classes=... cpuNanos=... wallNanos=...}. */
    public static void main(String[] args) throws IOException {
        int wanted = Integer.parseInt(args[0]);
        boolean link = args[1].equals("link");
        String[] jars = args[2].split(File.pathSeparator, -1);
        List<String> names = names(jars);
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

        long cpuBefore = system.getProcessCpuTime();
        long wallBefore = System.nanoTime();
        int loaded = 0;
        List<ClassLoader> loaders = new ArrayList<>(); // kept: nothing is unloaded
        while (loaded < wanted) {
            ClassLoader loader = new URLClassLoader(urls(jars), ClassLoader.getPlatformClassLoader());
            loaders.add(loader);
            int before = loaded;
            for (String name : names) {
                if (loaded < wanted && load(name, loader, link)) {
                    loaded++;
                }
            }
            if (loaded == before) {
                throw new IllegalStateException("no class can be loaded: jars=" + args[2]);
            }
        }
        long wallNanos = System.nanoTime() - wallBefore;
        long cpuNanos = system.getProcessCpuTime() - cpuBefore;
        System.out.println("classes=" + loaded + " loaders=" + loaders.size() + " fields=" + fields + " cpuNanos="
                + cpuNanos + " wallNanos=" + wallNanos);
    }

    private static boolean load(String name, ClassLoader loader, boolean link) {
        try {
            Class<?> type = Class.forName(name, false, loader);
            fields += link ? type.getDeclaredFields().length : 0; // asking for its members links a class
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false; // what it needs is in none of the jars
        }
    }

    private static List<String> names(String[] jars) throws IOException {
        List<String> names = new ArrayList<>();
        for (String jar : jars) {
            try (JarFile file = new JarFile(jar)) {
                for (JarEntry entry : file.stream().toList()) {
                    String name = entry.getName();
                    if (name.endsWith(SUFFIX) && !name.startsWith("META-INF/") && !name.endsWith("-info.class")) {
                        names.add(name.substring(0, name.length() - SUFFIX.length())
                                .replace('/', '.'));
                    }
                }
            }
        }
        return names;
    }

    private static URL[] urls(String[] jars) throws MalformedURLException {
        URL[] urls = new URL[jars.length];
        for (int i = 0; i < jars.length; i++) {
            urls[i] = new File(jars[i]).toURI().toURL();
        }
        return urls;
    }
}
