// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/**
 * Makes a test fail when it leaves off-heap memory behind, with the lines that hold it; on a class, each of its tests.
 *
 * <p>What counts is what is live after the test's {@code @AfterEach} methods and was not before its {@code @BeforeEach}
 * methods, of blocks that are counted at the line which allocates them: what the JDK takes for itself does not. Blocks that the
 * garbage collector frees have {@link #withinMillis} to be freed in; those that a field still holds are left behind.
 *
 * <p>While such a test runs, JUnit runs no other test in its JVM.
 *
 * <p>The JVM needs the agent, {@code -javaagent:seep.jar=quiet}. Without it the test fails and says so.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(OffHeapLeakExtension.class)
@ResourceLock(value = Resources.GLOBAL, mode = ResourceAccessMode.READ_WRITE)
public @interface ExpectNoOffHeapLeaks {
    /**
     * How long the garbage collector and Cleaners have to free what nobody holds any more, in milliseconds. A test that
     * leaves nothing behind takes none of it; one that does takes all.
     */
    long withinMillis() default 2_000;
}
