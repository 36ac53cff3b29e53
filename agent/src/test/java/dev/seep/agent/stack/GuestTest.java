// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.acme.Calls;
import dev.seep.agent.memory.OwnMemory;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Walking and interning leave no trace in the application. */
class GuestTest {
    private final StackWalk walk = new RawStackWalk();
    private final StackTable table = new StackTable(10_000, 1024, 1, StackFilter.ALL);

    @Test
    void intern_ofAStackOfAnotherLoader_doesNotKeepTheLoaderAlive() throws Exception {
        WeakReference<ClassLoader> loader = internInLoaderOfItsOwn();

        await().until(() -> {
            System.gc();
            return loader.get() == null;
        });
        assertThat(table.callSite(table.size() - 1)).startsWith("com.acme.Calls.here:");
    }

    private WeakReference<ClassLoader> internInLoaderOfItsOwn() throws Exception {
        ClassLoader loader = new CopyingLoader();
        Method here = loader.loadClass(Calls.class.getName()).getMethod("here", Supplier.class);
        Supplier<WalkedStack> capture = walk::walk;
        for (int i = 0; i < 3; i++) {
            table.intern((WalkedStack) here.invoke(null, capture), 0, 0);
        }
        return new WeakReference<>(loader);
    }

    @Test
    void walk_whileJfrRecordsExceptions_isNotOneOfThem(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("exceptions.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.JavaExceptionThrow").withoutThreshold();
            recording.start();
            table.intern(Calls.here(walk::walk), 0, 0);
            recording.stop();
            recording.dump(file);
        }

        assertThat(Files.size(file)).isPositive();
        assertThat(RecordingFile.readAllEvents(file))
                .noneMatch(event -> event.getEventType().getName().equals("jdk.JavaExceptionThrow")
                        && event.getClass("thrownClass").getName().contains("RawStack"));
    }

    @Test
    void intern_onAThreadWhoseStackOverflows_leavesTheTableWhole() throws Exception {
        AtomicInteger overflows = new AtomicInteger();
        for (int i = 0; i < 5; i++) {
            Thread thread = new Thread(null, () -> internUntilOverflow(overflows), "overflowing", 160 << 10);
            thread.start();
            thread.join();
            table.checkInvariants();
        }

        assertThat(overflows).hasPositiveValue();
        int[] ids = new int[2];
        for (int i = 0; i < 2; i++) {
            ids[i] = table.intern(Calls.here(walk::walk), 0, 0);
        }
        assertThat(ids[0]).isEqualTo(ids[1]).isNotEqualTo(table.unknownId(0));
    }

    private void internUntilOverflow(AtomicInteger overflows) {
        try {
            table.intern(Calls.here(walk::walk), 0, 0);
            Calls.here(() -> {
                internUntilOverflow(overflows);
                return null;
            });
        } catch (StackOverflowError e) {
            overflows.incrementAndGet();
        }
    }

    @Test
    void clear_manyTimes_givesMemoryBack() {
        table.intern(Calls.here(walk::walk), 0, 0);
        table.clear();
        long before = OwnMemory.usedBytes();

        await().until(() -> {
            table.intern(Calls.here(walk::walk), 0, 0);
            System.gc();
            table.clear();
            return OwnMemory.usedBytes() <= before;
        });
    }

    /** Defines the application's classes anew. */
    private static final class CopyingLoader extends ClassLoader {
        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("com.acme.")) {
                return super.loadClass(name, resolve);
            }
            try (InputStream in = GuestTest.class.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
