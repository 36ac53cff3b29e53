// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.integration.fork.EndedJvm;
import dev.seep.integration.fork.EveryJdk;
import dev.seep.integration.fork.ForkedJvm;
import dev.seep.integration.fork.Jdk;
import dev.seep.integration.program.Marks;
import dev.seep.integration.report.NotSeen;
import dev.seep.integration.report.Site;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

/** Class loaders that look twice, and that must be able to go. */
class ClassLoadersIT {
    @EveryJdk
    void loaderThatRefusesUnknownNames_isAskedOnce_andItsClassesAreNamed(Jdk jdk) throws Exception {
        EndedJvm jvm = ForkedJvm.on(jdk).withAgent("interval=1").run(UsesSuspiciousLoader.class);

        assertThat(jvm.exitCode()).as(jvm.toString()).isZero();
        assertThat(jvm.out()).isEqualTo("[java.lang.SeepHooks]\n");
        assertThat(jvm.report().notSeen().classesNotWoven())
                .containsExactly(new NotSeen.UnwovenClass(
                        LoadedApart.class.getName(), "its class loader does not find the hook classes"));
        assertThat(jvm.report()
                        .siteAt("direct", LoadedApart.class, "run")
                        .figures()
                        .liveBytes())
                .isEqualTo(50 * 20_011);
    }

    @EveryJdk
    void loaderOfALeakingClass_isNotRetained(Jdk jdk) throws Exception {
        EndedJvm jvm = ForkedJvm.on(jdk).withAgent("interval=1").run(DropsLoaders.class);

        assertThat(jvm.exitCode()).as(jvm.toString()).isZero();
        assertThat(jvm.said("alive")).isZero();
        assertThat(jvm.report()
                        .siteAt("direct", LoadedApart.class, "run")
                        .figures()
                        .allocatedBytes())
                .isEqualTo(20 * 50 * 20_011);
    }

    @EveryJdk
    void loaderOfAWovenClass_isNotRetained(Jdk jdk) throws Exception {
        EndedJvm jvm = ForkedJvm.on(jdk).withAgent("").run(DropsPlainLoaders.class);

        assertThat(jvm.exitCode()).as(jvm.toString()).isZero();
        assertThat(jvm.said("alive")).isZero();
        assertThat(jvm.report().notSeen().classesNotWoven()).isEmpty();
        for (String method : List.of("run", "byReference")) {
            Site site = jvm.report().siteAt("direct", WovenApart.class, method);
            assertThat(site.figures().allocatedCount()).as(method).isEqualTo(20);
        }
    }

    /** Allocates 50 buffers; loaded by a loader of its own. */
    public static final class LoadedApart implements Runnable {
        private static final List<ByteBuffer> KEPT = new ArrayList<>();

        public LoadedApart() {}

        @Override
        public void run() {
            for (int i = 0; i < 50; i++) {
                KEPT.add(ByteBuffer.allocateDirect(20_011));
            }
        }
    }

    /** Allocates two buffers in two ways; loaded by a loader of its own. */
    public static final class WovenApart implements Runnable {
        private static final List<ByteBuffer> KEPT = new ArrayList<>();

        public WovenApart() {}

        @Override
        public void run() {
            KEPT.add(ByteBuffer.allocateDirect(20_021));
            byReference();
        }

        private static void byReference() {
            IntFunction<ByteBuffer> function = ByteBuffer::allocateDirect;
            KEPT.add(function.apply(20_023));
        }
    }

    /** Defines {@link WovenApart}, and leaves everything else to its parent. */
    private static final class PlainLoader extends ClassLoader {
        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(WovenApart.class.getName())) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : defineHere(name);
        }

        private Class<?> defineHere(String name) throws ClassNotFoundException {
            String file = name.replace('.', '/') + ".class";
            try (InputStream in = ClassLoadersIT.class.getClassLoader().getResourceAsStream(file)) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    /** Knows {@link LoadedApart} and a few names of java.lang, and takes note of whoever asks for others of them. */
    private static final class SuspiciousLoader extends ClassLoader {
        private static final Set<String> KNOWN = Set.of("Object", "Runnable", "String", "Integer", "Throwable");
        private final List<String> refused = new ArrayList<>();

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.equals(LoadedApart.class.getName())) {
                return defineHere(name);
            }
            if (name.startsWith("java.lang.") && !KNOWN.contains(name.substring("java.lang.".length()))) {
                refused.add(name);
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }

        private Class<?> defineHere(String name) throws ClassNotFoundException {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            String file = name.replace('.', '/') + ".class";
            try (InputStream in = ClassLoadersIT.class.getClassLoader().getResourceAsStream(file)) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }

        void runLoadedApart() throws ReflectiveOperationException {
            Class<?> type = Class.forName(LoadedApart.class.getName(), true, this);
            ((Runnable) type.getConstructor().newInstance()).run();
        }
    }

    /** Runs a class under a loader that refuses names. */
    static final class UsesSuspiciousLoader {
        static final SuspiciousLoader LOADER = new SuspiciousLoader();

        public static void main(String[] args) throws ReflectiveOperationException {
            LOADER.runLoadedApart();
            System.out.println(LOADER.refused);
        }
    }

    /** Runs a class under 20 loaders, and drops them all. */
    static final class DropsLoaders {
        public static void main(String[] args) throws Exception {
            List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                SuspiciousLoader loader = new SuspiciousLoader();
                loader.runLoadedApart();
                loaders.add(new WeakReference<>(loader));
            }
            awaitDeath(loaders);
        }

        static void awaitDeath(List<WeakReference<ClassLoader>> loaders) {
            long deadline = System.nanoTime() + 10_000_000_000L;
            while (alive(loaders) > 0 && System.nanoTime() < deadline) {
                System.gc();
            }
            Marks.say("alive", alive(loaders));
        }

        private static long alive(List<WeakReference<ClassLoader>> loaders) {
            return loaders.stream().filter(loader -> loader.get() != null).count();
        }
    }

    /** Runs a woven class under 20 loaders, and drops them all. */
    static final class DropsPlainLoaders {
        public static void main(String[] args) throws Exception {
            List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                loaders.add(new WeakReference<>(runApart()));
            }
            DropsLoaders.awaitDeath(loaders);
        }

        private static ClassLoader runApart() throws ReflectiveOperationException {
            PlainLoader loader = new PlainLoader();
            Class<?> type = Class.forName(WovenApart.class.getName(), true, loader);
            ((Runnable) type.getConstructor().newInstance()).run();
            return loader;
        }
    }
}
