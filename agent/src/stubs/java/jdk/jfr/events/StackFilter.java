// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package jdk.jfr.events;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Stands in for the JDK's annotation of that name (24 and later), which is not exported; never packaged. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface StackFilter {
    /** {@return classes, or methods as {@code Class::method}, whose frames JFR leaves out} */
    String[] value();
}
