// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.live;

/** A part of a shard that grows by {@link Segments}. */
interface Growing {
    /** {@return whether one more record finds its place; exact under the shard's lock} */
    boolean hasRoom();

    /** {@return its memory} */
    Segments segments();
}
