// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package jdk.internal.reflect;

/** The part of the JDK's class of this name that the agent calls. */
public class ConstantPool {
    public int getSize() {
        throw new UnsupportedOperationException();
    }

    public Tag getTagAt(int index) {
        throw new UnsupportedOperationException();
    }

    public String[] getNameAndTypeRefInfoAt(int index) {
        throw new UnsupportedOperationException();
    }

    /** The kinds of entry. */
    public enum Tag {
        NAMEANDTYPE
    }
}
