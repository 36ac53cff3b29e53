// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package jdk.internal.access;

import java.security.ProtectionDomain;
import jdk.internal.reflect.ConstantPool;

/** The part of the JDK's interface of this name that the agent calls. */
public interface JavaLangAccess {
    void registerShutdownHook(int slot, boolean registerShutdownInProgress, Runnable hook);

    ConstantPool getConstantPool(Class<?> type);

    Class<?> defineClass(ClassLoader loader, String name, byte[] classfile, ProtectionDomain domain, String source);
}
