// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.hook;

import java.lang.invoke.CallSite;
import java.lang.invoke.LambdaConversionException;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Links method references to allocating methods, such as {@code ByteBuffer::allocateDirect}, so that calls through them
 * have a label. Stands where {@link LambdaMetafactory} did in woven classes.
 *
 * <p>Thread-safe. Where no label can be had, the reference is linked as it would have been without us.
 */
public final class MethodReferences {
    /*
     * Implementation notes
     *
     * A reference is given to LambdaMetafactory with another implementation: a static method, in a class that is made when
     * the reference is linked, that calls the real one with a label around it. The class that has the reference gets no
     * new member, because no class can be retransformed any more that has lost or gained one.
     */
    private static volatile @Nullable ReferenceLabeller labeller;

    /** Racy on purpose: an approximate count is enough. */
    private static long unlabelled;

    private MethodReferences() {}

    /** Says who makes the classes that references are linked to. */
    public static void labelBy(ReferenceLabeller newLabeller) {
        labeller = newLabeller;
    }

    /** Links as {@link LambdaMetafactory#metafactory} does, with calls labelled {@code callSite}. */
    public static CallSite metafactory(
            MethodHandles.Lookup caller,
            String interfaceMethodName,
            MethodType factoryType,
            MethodType interfaceMethodType,
            MethodHandle implementation,
            MethodType dynamicMethodType,
            int callSite)
            throws LambdaConversionException {
        MethodHandle labelled = labelled(caller, factoryType, implementation, callSite);
        if (labelled != null) {
            try {
                return LambdaMetafactory.metafactory(
                        caller, interfaceMethodName, factoryType, interfaceMethodType, labelled, dynamicMethodType);
            } catch (LambdaConversionException e) {
                unlabelled++;
            }
        }
        return LambdaMetafactory.metafactory(
                caller, interfaceMethodName, factoryType, interfaceMethodType, implementation, dynamicMethodType);
    }

    /**
     * Links as {@link LambdaMetafactory#altMetafactory} does, with calls labelled.
     *
     * @param arguments those of {@code altMetafactory}, and behind them the label
     */
    public static CallSite altMetafactory(
            MethodHandles.Lookup caller, String interfaceMethodName, MethodType factoryType, Object... arguments)
            throws LambdaConversionException {
        int count = arguments.length - 1;
        Object[] original = new Object[count];
        System.arraycopy(arguments, 0, original, 0, count);
        MethodHandle labelled = labelled(caller, factoryType, (MethodHandle) original[1], (Integer) arguments[count]);
        if (labelled != null) {
            Object[] changed = original.clone();
            changed[1] = labelled;
            try {
                return LambdaMetafactory.altMetafactory(caller, interfaceMethodName, factoryType, changed);
            } catch (LambdaConversionException e) {
                unlabelled++;
            }
        }
        return LambdaMetafactory.altMetafactory(caller, interfaceMethodName, factoryType, original);
    }

    private static @Nullable MethodHandle labelled(
            MethodHandles.Lookup caller, MethodType factoryType, MethodHandle implementation, int callSite) {
        try {
            ReferenceLabeller maker = labeller;
            MethodHandle labelled =
                    maker == null ? null : maker.labelled(caller, factoryType, implementation, callSite);
            unlabelled += labelled == null ? 1 : 0;
            return labelled;
        } catch (Throwable t) { // the reference works without a label as well
            unlabelled++;
            return null;
        }
    }

    /** {@return references that were linked without a label, approximately} */
    public static long unlabelled() {
        return unlabelled;
    }
}
