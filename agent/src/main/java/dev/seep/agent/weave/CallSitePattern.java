// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.weave;

import java.util.List;

/**
 * Calls in application code that may allocate. One entry of the {@link CallSiteCatalogue}.
 *
 * <p>A constructor, {@code <init>}, needs an exact owner. Where it throws, it must be woven to call {@code Hooks.leave()}
 * itself: a caller by {@code super(..)} cannot.
 *
 * @param owner internal name of the class that the call names, or {@code *} for any, users' own types included
 * @param name name of the called method, or its beginning followed by {@code *}
 * @param descriptor descriptor of the called method, or {@code *} followed by its end
 * @param kinds names of the kinds of block that it may give; empty for any
 * @param sinceJdk first JDK feature release that this is so on
 * @param lastJdk last JDK feature release that this is so on
 */
public record CallSitePattern(
        String owner, String name, String descriptor, List<String> kinds, int sinceJdk, int lastJdk) {
    static final String ANY = "*";

    /** {@return what every class that calls such a method has among its strings, and few others do} */
    String key() {
        boolean isOwnerRare = name.equals("<init>") || owner.startsWith(AllocatorCatalogue.PACKAGE);
        if (isOwnerRare) {
            return owner;
        }
        boolean isDescriptorRare = owner.equals(ANY) && descriptor.charAt(0) != '*';
        return isDescriptorRare ? descriptor : name;
    }

    /** {@return whether a call of this method is meant} */
    boolean matches(String callOwner, String callName, String callDescriptor) {
        return (owner.equals(ANY) || owner.equals(callOwner)) && matches(callName, callDescriptor);
    }

    /** {@return whether a method of this name and descriptor is meant, if its owner is} */
    boolean matches(String callName, String callDescriptor) {
        return matchesName(callName) && matchesDescriptor(callDescriptor);
    }

    private boolean matchesName(String callName) {
        int end = name.length() - 1;
        return name.charAt(end) == '*' ? callName.regionMatches(0, name, 0, end) : callName.equals(name);
    }

    private boolean matchesDescriptor(String callDescriptor) {
        if (descriptor.charAt(0) != '*') {
            return callDescriptor.equals(descriptor);
        }
        int length = descriptor.length() - 1;
        return callDescriptor.regionMatches(callDescriptor.length() - length, descriptor, 1, length);
    }
}
