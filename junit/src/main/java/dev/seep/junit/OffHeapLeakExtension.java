// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.junit;

import dev.seep.api.Seep;
import java.lang.reflect.AnnotatedElement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Compares what is live after a test with what was live before it. */
final class OffHeapLeakExtension implements BeforeEachCallback, AfterEachCallback {
    private static final String NO_AGENT =
            "the Seep agent is not running in this JVM, so nobody can tell whether the test leaves off-heap memory"
                + " behind (start the tests' JVM with -javaagent:/path/to/seep.jar=quiet: with Maven in <argLine> of"
                + " maven-surefire-plugin, with Gradle by jvmArgs of the test task)";

    /** The test that is being watched: the JVM has one count of each line, so there can be only one. */
    private static final AtomicReference<@Nullable String> WATCHED = new AtomicReference<>();

    OffHeapLeakExtension() {}

    @Override
    public void beforeEach(ExtensionContext context) {
        if (!Seep.isPresent()) {
            throw new AssertionError(NO_AGENT);
        }
        String id = context.getUniqueId();
        if (!WATCHED.compareAndSet(null, id)) {
            throw new AssertionError("two tests with @ExpectNoOffHeapLeaks at the same time cannot be told apart: this="
                    + id + ", other=" + WATCHED.get() + " (run them one after the other, or in JVMs of their own)");
        }
        if (!Seep.mark(markOf(context))) {
            WATCHED.set(null);
            throw new AssertionError("the agent could not keep what is live before the test: test=" + id);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (!context.getUniqueId().equals(WATCHED.get())) {
            return; // beforeEach has said why
        }
        try {
            if (context.getExecutionException().isEmpty()) { // a test that failed says enough
                check(context);
            }
        } finally {
            Seep.forget(markOf(context));
            WATCHED.set(null);
        }
    }

    private static void check(ExtensionContext context) {
        LeftBehind leftBehind = LeftBehind.since(markOf(context), withinMillis(context));
        if (!leftBehind.lines().isEmpty()) {
            throw new AssertionError(context.getDisplayName() + " left off-heap memory behind:\n"
                    + leftBehind.lines().stripTrailing()
                    + (leftBehind.collected()
                            ? ""
                            : "\n(the garbage collector did not run in time: is explicit GC disabled?)"));
        }
    }

    private static long withinMillis(ExtensionContext context) {
        Optional<ExpectNoOffHeapLeaks> own = find(context.getElement());
        for (Optional<ExtensionContext> outer = Optional.of(context);
                own.isEmpty() && outer.isPresent();
                outer = outer.get().getParent()) {
            own = find(outer.get().getTestClass());
        }
        return own.map(ExpectNoOffHeapLeaks::withinMillis).orElse(0L);
    }

    private static Optional<ExpectNoOffHeapLeaks> find(Optional<? extends AnnotatedElement> element) {
        return AnnotationSupport.findAnnotation(element, ExpectNoOffHeapLeaks.class);
    }

    private static String markOf(ExtensionContext context) {
        return "test " + context.getUniqueId();
    }
}
