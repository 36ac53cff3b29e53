// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.weave;

/** Where a hook finds an address, a size or another value in the method it is woven into. */
public sealed interface ValueSource {
    /**
     * A parameter's value at the method's entry, even where the body overwrites it.
     *
     * @param index 0 for the first parameter, {@code this} not counted
     */
    record Argument(int index) implements ValueSource {}

    /**
     * A field of {@code this}.
     *
     * @param name name of a field of type {@code long}, declared in the method's own class
     */
    record Field(String name) implements ValueSource {}

    /** What the method returns. */
    record Result() implements ValueSource {}
}
