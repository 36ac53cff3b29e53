// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.input;

import jdk.jfr.DataAmount;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** Events as the agent writes them, to make recordings of without it. */
final class SeepEvents {
    private SeepEvents() {}

    @Name("seep.Allocation")
    @StackTrace(false)
    static final class Allocation extends Event {
        @DataAmount
        long size;

        @DataAmount
        long weight;

        String kind = "direct";
        long address;
        String callSite;

        @Timespan(Timespan.NANOSECONDS)
        long allocatorTime;
    }

    @Name("seep.Free")
    @StackTrace(false)
    static final class Free extends Event {
        long address;

        @DataAmount
        long size;

        String kind = "direct";

        @Timespan(Timespan.NANOSECONDS)
        long lifetime;
    }

    @Name("seep.Site")
    @StackTrace(false)
    static final class Site extends Event {
        String kind = "direct";
        String layer = "base";
        String callSite;
        String stack;
        long liveBytes;
        long liveCount;
        long allocatedBytes;
        long allocatedCount;

        @Timespan(Timespan.NANOSECONDS)
        long allocatorTime;

        boolean exact = true;
        long errorBytes;
        boolean rest;
    }
}
