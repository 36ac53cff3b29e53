// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.lang.instrument.Instrumentation;
import java.lang.ref.SoftReference;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Starts the agent, and is the class loader of everything else in it.
 *
 * <p>The only class of Seep on the application's class path. The others lie below {@code seep/} in the agent's jar, where
 * the application's loaders do not look; their parent is the platform class loader.
 */
public final class Launcher extends ClassLoader {
    /*
     * Implementation notes
     *
     * The jar is read as a whole, and its directory by ourselves: JarFile takes 150 to 200 us a class while a JVM starts,
     * where all code is interpreted, this a fifth of that. The jar is our own: there is no comment behind the directory,
     * no zip64, and no entry that is neither stored nor deflated. The file stays open, so that a jar which is replaced
     * while the JVM runs does no harm.
     */
    static {
        registerAsParallelCapable();
    }

    private static final String FOLDER = "seep/";
    private static final String AGENT = "dev.seep.agent.Agent";
    private static boolean started;

    private static final int END_BYTES = 22; // the record at the end of a zip file
    private static final int END_COUNT = 10;
    private static final int END_DIRECTORY = 16;
    private static final int ENTRY_BYTES = 46; // of the directory, without name, extra field and comment
    private static final int ENTRY_METHOD = 10;
    private static final int ENTRY_COMPRESSED = 20;
    private static final int ENTRY_SIZE = 24;
    private static final int ENTRY_NAME_BYTES = 28;
    private static final int ENTRY_EXTRA_BYTES = 30;
    private static final int ENTRY_COMMENT_BYTES = 32;
    private static final int ENTRY_FILE = 42;
    private static final int FILE_BYTES = 30; // in front of the data, without name and extra field
    private static final int FILE_NAME_BYTES = 26;
    private static final int FILE_EXTRA_BYTES = 28;

    private final RandomAccessFile jar; // also the lock of what follows
    private final Map<String, Integer> entries = new HashMap<>(); // where in the directory a file below FOLDER is
    private final Inflater inflater = new Inflater(true);
    private SoftReference<byte[]> content;

    private Launcher(File jarFile) throws IOException {
        super("seep", ClassLoader.getPlatformClassLoader());
        jar = new RandomAccessFile(jarFile, "r");
        byte[] zip = readJar();
        content = new SoftReference<>(zip);
        int at = intAt(zip, zip.length - END_BYTES + END_DIRECTORY);
        for (int count = shortAt(zip, zip.length - END_BYTES + END_COUNT); count > 0; count--) {
            int nameBytes = shortAt(zip, at + ENTRY_NAME_BYTES);
            String name = new String(zip, at + ENTRY_BYTES, nameBytes, StandardCharsets.ISO_8859_1);
            if (name.startsWith(FOLDER)) {
                entries.put(name.substring(FOLDER.length()), at);
            }
            at += ENTRY_BYTES
                    + nameBytes
                    + shortAt(zip, at + ENTRY_EXTRA_BYTES)
                    + shortAt(zip, at + ENTRY_COMMENT_BYTES);
        }
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
        if (name.startsWith("java.")) { // the hook classes are defined in java.base, not here
            throw new ClassNotFoundException(name);
        }
        try {
            byte[] classfile = read(name.replace('.', '/').concat(".class"));
            if (classfile == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, classfile, 0, classfile.length);
        } catch (IOException | DataFormatException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    /** Reads a file that lies below {@code seep/} in the jar; null when there is none. */
    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        try {
            byte[] bytes = read(name);
            return bytes == null ? null : new ByteArrayInputStream(bytes);
        } catch (IOException | DataFormatException e) {
            return null;
        }
    }

    private byte @Nullable [] read(String name) throws IOException, DataFormatException {
        Integer entry = entries.get(name);
        if (entry == null) {
            return null;
        }
        synchronized (jar) {
            byte[] zip = content.get();
            if (zip == null) {
                zip = readJar();
                content = new SoftReference<>(zip);
            }
            byte[] bytes = new byte[intAt(zip, entry + ENTRY_SIZE)];
            int file = intAt(zip, entry + ENTRY_FILE);
            int data = file + FILE_BYTES + shortAt(zip, file + FILE_NAME_BYTES) + shortAt(zip, file + FILE_EXTRA_BYTES);
            if (shortAt(zip, entry + ENTRY_METHOD) == 0) {
                System.arraycopy(zip, data, bytes, 0, bytes.length);
                return bytes;
            }
            inflater.reset();
            inflater.setInput(zip, data, intAt(zip, entry + ENTRY_COMPRESSED));
            if (inflater.inflate(bytes) != bytes.length) {
                throw new ZipException("the agent's jar is damaged: entry=" + name);
            }
            return bytes;
        }
    }

    private byte[] readJar() throws IOException {
        byte[] bytes = new byte[(int) jar.length()];
        jar.seek(0);
        jar.readFully(bytes);
        return bytes;
    }

    private static int intAt(byte[] zip, int at) {
        return shortAt(zip, at) | shortAt(zip, at + 2) << 16;
    }

    private static int shortAt(byte[] zip, int at) {
        return zip[at] & 0xff | (zip[at + 1] & 0xff) << 8;
    }
}
