// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.epoch;

/** What the live tables have counted for each site so far; read by the agent's own thread, once an epoch. */
public interface SiteCounts {
    /** {@return the number of sites; ids are below it} */
    int count();

    /** {@return the number of the layer that a site's blocks stand in, from 0} */
    int layer(int site);

    /** {@return bytes allocated at a site since tracking started} */
    long allocatedBytes(int site);

    /** {@return blocks allocated at a site since tracking started} */
    long allocatedCount(int site);

    /** {@return bytes allocated at a site that are not freed} */
    long liveBytes(int site);
}
