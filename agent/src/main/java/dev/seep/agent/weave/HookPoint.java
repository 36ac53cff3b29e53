// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.weave;

import dev.seep.report.snapshot.Layer;
import java.util.Map;

/** A place in a class where a hook is put, and what the hook is told. One entry of the {@link Catalogue}. */
public sealed interface HookPoint {
    /** {@return the method that is woven} */
    Method method();

    /** {@return name of the kind of block} */
    String kind();

    /** {@return where the kind's blocks stand} */
    Layer layer();

    /** {@return the first JDK feature release that has the method in this form} */
    default int sinceJdk() {
        return 17;
    }

    /**
     * A method.
     *
     * @param owner internal name of its class
     * @param name its name
     * @param descriptor its descriptor
     */
    record Method(String owner, String name, String descriptor) {}

    /**
     * The method allocates: reported when it returns.
     *
     * @param address the block's first byte
     * @param size bytes asked for
     */
    record Allocation(Method method, ValueSource address, ValueSource size, String kind, Layer layer)
            implements HookPoint {}

    /**
     * The method frees: reported when it is entered.
     *
     * @param address the block's first byte
     */
    record Free(Method method, ValueSource address, String kind, Layer layer) implements HookPoint {}

    /**
     * The method frees and returns true, or is refused and returns false: reported when it is entered, and where it was
     * refused, as allocated again.
     *
     * @param address the block's first byte
     * @param size the block's bytes
     */
    record FreeUnlessRefused(
            Method method, ValueSource.Argument address, ValueSource.Argument size, String kind, Layer layer)
            implements HookPoint {}

    /**
     * The method frees all blocks of a range: reported when it is entered.
     *
     * @param address the range's first byte
     * @param size the range's bytes
     */
    record FreeWithin(Method method, ValueSource.Argument address, ValueSource.Argument size, String kind, Layer layer)
            implements HookPoint {}

    /**
     * The method reallocates: reported when it is entered, and again when it returns or throws.
     *
     * @param address the old block's first byte
     * @param size bytes asked for
     * @param zeroFrees whether a size of 0 frees, by a method that has a hook point of its own; otherwise it is a size like
     *     others, and a result of 0 says that the block is as it was
     */
    record Reallocation(
            Method method,
            ValueSource.Argument address,
            ValueSource.Argument size,
            boolean zeroFrees,
            String kind,
            Layer layer)
            implements HookPoint {}

    /**
     * The method changes the size of a block at its address and returns true, or changes nothing and returns false: reported
     * when it returns.
     *
     * @param address the block's first byte
     * @param size bytes asked for
     */
    record Resize(Method method, ValueSource.Argument address, ValueSource.Argument size, String kind, Layer layer)
            implements HookPoint {}

    /**
     * The method knows more about a block than the allocator that it calls: said directly before that call, and taken back
     * after it.
     *
     * @param call the call in the method that allocates
     * @param size bytes asked for
     * @param kindsByClass kinds by the binary name of {@code subject}'s class or superclass; empty when there is only
     *     {@code kind}
     * @param subject index of the parameter whose class tells the kind, and which owns the block; {@link #THIS} where the
     *     object whose method it is does; there is no owner without {@code kindsByClass} otherwise
     */
    record Refinement(
            Method method,
            Method call,
            ValueSource.Argument size,
            String kind,
            Layer layer,
            Map<String, String> kindsByClass,
            int subject,
            int sinceJdk)
            implements HookPoint {

        /** The object whose method it is, or which it constructs. */
        static final int THIS = -1;
    }
}
