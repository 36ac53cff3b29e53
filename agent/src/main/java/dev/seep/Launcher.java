// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.net.URISyntaxException;
import java.util.function.BiConsumer;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * Starts the agent, and is the class loader of everything else in it.
 *
 * <p>The only class of Seep on the application's class path. The others lie below {@code seep/} in the agent's jar, where
 * the application's loaders do not look; their parent is the platform class loader.
 */
public final class Launcher extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    private static final String FOLDER = "seep/";
    private static final String AGENT = "dev.seep.agent.Agent";
    private static boolean started;

    private final JarFile jar;

    private Launcher(File jarFile) throws IOException {
        super("seep", ClassLoader.getPlatformClassLoader());
        jar = new JarFile(jarFile);
    }

    /**
     * Starts the agent before the application. Called by the JVM.
     *
     * @param arguments what stands behind the equals sign of {@code -javaagent}, or null
     */
    public static void premain(String arguments, Instrumentation instrumentation) {
        start(arguments, instrumentation, false);
    }

    /**
     * Starts the agent in a JVM that is running. Called by the JVM.
     *
     * @param arguments the options, or null
     */
    public static void agentmain(String arguments, Instrumentation instrumentation) {
        start(arguments, instrumentation, true);
    }

    private static synchronized void start(String arguments, Instrumentation instrumentation, boolean attached) {
        if (started) {
            say("already running in this JVM (this -javaagent or attach is ignored)");
            return;
        }
        started = true;
        try {
            Launcher loader = new Launcher(ownJar());
            Class<?> agent = Class.forName(AGENT, true, loader);
            @SuppressWarnings("unchecked")
            BiConsumer<String[], Instrumentation> starter = (BiConsumer<String[], Instrumentation>)
                    agent.getDeclaredConstructor().newInstance();
            starter.accept(new String[] {arguments, attached ? "attached" : null}, instrumentation);
        } catch (Throwable t) { // what escapes premain would end the user's JVM
            say("cannot start: " + t + " (the application runs without it)");
        }
    }

    private static File ownJar() throws URISyntaxException {
        return new File(Launcher.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    private static void say(String line) {
        PrintStream err = System.err;
        try {
            err = new PrintStream(new FileOutputStream(FileDescriptor.err), true);
        } catch (SecurityException e) {
            // A security manager of JDK 17 lets us have System.err, which may be redirected, and no more.
        }
        err.println("[seep] " + line);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        ZipEntry entry = jar.getEntry(FOLDER + name.replace('.', '/') + ".class");
        if (entry == null || name.startsWith("java.")) { // the hook classes are defined in java.base, not here
            throw new ClassNotFoundException(name);
        }
        try (InputStream in = jar.getInputStream(entry)) {
            byte[] classfile = in.readAllBytes();
            return defineClass(name, classfile, 0, classfile.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    /** Reads a file that lies below {@code seep/} in the jar; null when there is none. */
    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        ZipEntry entry = jar.getEntry(FOLDER + name);
        try {
            return entry == null ? null : jar.getInputStream(entry);
        } catch (IOException e) {
            return null;
        }
    }
}
