// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.hook;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** Makes the methods that {@link MethodReferences} puts between a method reference and its method. */
public interface ReferenceLabeller {
    /**
     * Makes a static method that calls a method with a label around the call.
     *
     * @param caller from the JVM, for the class that has the method reference
     * @param factoryType parameter is the bound receiver, if there is one
     * @param implementation the method
     * @param callSite the label
     * @return the static method, with the receiver as first parameter, or null if no method of ours could make the call
     * @throws ReflectiveOperationException if the class that would have it cannot be defined
     */
    @Nullable
    MethodHandle labelled(
            MethodHandles.Lookup caller, MethodType factoryType, MethodHandle implementation, int callSite)
            throws ReflectiveOperationException;
}
