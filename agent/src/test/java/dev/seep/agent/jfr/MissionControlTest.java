// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import jdk.jfr.Recording;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openjdk.jmc.common.IMCStackTrace;
import org.openjdk.jmc.common.item.Attribute;
import org.openjdk.jmc.common.item.ICanonicalAccessorFactory;
import org.openjdk.jmc.common.item.IItem;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.common.item.IItemIterable;
import org.openjdk.jmc.common.item.IMemberAccessor;
import org.openjdk.jmc.common.item.IType;
import org.openjdk.jmc.common.item.ItemFilters;
import org.openjdk.jmc.common.item.ItemToolkit;
import org.openjdk.jmc.common.unit.ContentType;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.unit.UnitLookup;
import org.openjdk.jmc.flightrecorder.JfrAttributes;
import org.openjdk.jmc.flightrecorder.JfrLoaderToolkit;

/** Reads a recording as Mission Control does: the columns that it shows, and their units. */
class MissionControlTest {
    private static final Logger JMC_LOGGER = Logger.getLogger("org.openjdk.jmc");
    private static IItemCollection items;

    @BeforeAll
    static void record() throws Exception {
        JMC_LOGGER.setLevel(Level.OFF); // it warns of every field of the JDK that it does not know
        FakeAgent agent = FakeAgent.instance();
        new Recording().close();
        Recorded recorded = Recorded.during(Map.of("seep.LiveBytes#period", "endChunk"), () -> {
            agent.sink.allocated(0x7f00_1234_5000L, 65_537, 524_309, "direct", "com.acme.Codec.read:42", 1_709);
            agent.sink.allocated(0x7f00_5678_9000L, 1, 1, "direct", "com.acme.Codec.read:43", Long.MIN_VALUE);
            agent.sink.freed(0x7f00_1234_5000L, 65_537, 1_234_567_891, "direct");
        });
        items = JfrLoaderToolkit.loadEvents(recorded.file().toFile());
    }

    @Test
    void allocation_inMissionControl_hasBytesAnAddressAndAStack() throws Exception {
        IItem event = first("seep.Allocation");

        assertThat(bytes(event, "size")).isEqualTo(65_537);
        assertThat(bytes(event, "weight")).isEqualTo(524_309);
        assertThat(address(event)).isEqualTo(0x7f00_1234_5000L);
        assertThat(value(event, "kind", UnitLookup.PLAIN_TEXT)).isEqualTo("direct");
        assertThat(value(event, "callSite", UnitLookup.PLAIN_TEXT)).isEqualTo("com.acme.Codec.read:42");
        IMCStackTrace stack = value(event, JfrAttributes.EVENT_STACKTRACE);
        assertThat(stack.getFrames()).isNotEmpty();
    }

    @Test
    void allocation_inMissionControl_hasTheTimeOfACallThatWasTimed() throws Exception {
        Iterator<? extends IItem> events = items.apply(ItemFilters.type("seep.Allocation"))
                .iterator()
                .next()
                .iterator();

        IQuantity timed = value(events.next(), "allocatorTime", UnitLookup.TIMESPAN);
        IQuantity notTimed = value(events.next(), "allocatorTime", UnitLookup.TIMESPAN);
        assertThat(timed.longValueIn(UnitLookup.NANOSECOND)).isEqualTo(1_709);
        assertThat(notTimed.longValueIn(UnitLookup.NANOSECOND)).isZero();
    }

    @Test
    void free_inMissionControl_hasATimeAndTheAddressOfItsAllocation() throws Exception {
        IItem event = first("seep.Free");

        IQuantity lifetime = value(event, "lifetime", UnitLookup.TIMESPAN);
        assertThat(lifetime.longValueIn(UnitLookup.NANOSECOND)).isEqualTo(1_234_567_891);
        assertThat(bytes(event, "size")).isEqualTo(65_537);
        assertThat(address(event)).isEqualTo(address(first("seep.Allocation")));
    }

    @Test
    void liveBytes_inMissionControl_areBytes() throws Exception {
        IItem event = first("seep.LiveBytes");

        assertThat(bytes(event, "liveBytes")).isIn(1_000_003L, 524_287L);
        assertThat(value(event, "layer", UnitLookup.PLAIN_TEXT)).isIn("base", "mapped");
    }

    @Test
    void site_inMissionControl_hasBytesAndItsStackAsText() throws Exception {
        IItem event = first("seep.Site");

        assertThat(bytes(event, "liveBytes")).isEqualTo(1_000_003);
        assertThat(bytes(event, "errorBytes")).isZero();
        assertThat(value(event, "stack", UnitLookup.PLAIN_TEXT)).contains("com.acme.Codec.read:42\n");
        assertThat(value(event, "exact", UnitLookup.FLAG)).isTrue();
        assertThat(value(event, "allocatorTime", UnitLookup.TIMESPAN).longValueIn(UnitLookup.NANOSECOND))
                .isEqualTo(1_000_003);
    }

    @Test
    void events_inMissionControl_haveTheirLabels() {
        for (String name : List.of("seep.Allocation", "seep.Free", "seep.LiveBytes", "seep.Site")) {
            IType<?> type =
                    items.apply(ItemFilters.type(name)).iterator().next().getType();

            assertThat(type.getName()).startsWith("Off-Heap ");
        }
    }

    private static IItem first(String name) {
        IItemIterable events = items.apply(ItemFilters.type(name)).iterator().next();
        return events.iterator().next();
    }

    private static long bytes(IItem event, String field) throws Exception {
        return value(event, field, UnitLookup.MEMORY).longValueIn(UnitLookup.BYTE);
    }

    private static long address(IItem event) throws Exception {
        return value(event, "address", UnitLookup.ADDRESS).longValueIn(UnitLookup.ADDRESS_UNITY);
    }

    private static <T> T value(IItem event, String field, ContentType<T> contentType) {
        return value(event, Attribute.attr(field, contentType));
    }

    private static <T> T value(IItem event, ICanonicalAccessorFactory<T> column) {
        IMemberAccessor<T, IItem> accessor = column.getAccessor(ItemToolkit.getItemType(event));
        assertThat(accessor).as("column with that unit").isNotNull();
        return accessor.getMember(event);
    }
}
