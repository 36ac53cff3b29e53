// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import jdk.jfr.DataAmount;
import jdk.jfr.EventType;
import jdk.jfr.MemoryAddress;
import jdk.jfr.Recording;
import jdk.jfr.Timespan;
import jdk.jfr.ValueDescriptor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventMetadataTest {
    private static final List<String> IMPLICIT = List.of("startTime", "duration", "eventThread", "stackTrace");
    private static Recorded recorded;

    @BeforeAll
    static void record() {
        assertThat(FakeAgent.instance().installed).isTrue();
        new Recording().close();
        recorded = Recorded.during(Map.of(), () -> {});
    }

    @ParameterizedTest
    @ValueSource(strings = {"seep.Allocation", "seep.Free", "seep.LiveBytes", "seep.Site"})
    void event_inAFile_describesItselfAndEachField(String name) {
        EventType type = recorded.eventType(name);

        assertThat(type.getLabel()).startsWith("Off-Heap ");
        assertThat(type.getDescription()).isNotBlank();
        assertThat(type.getCategoryNames()).containsExactly("Java Virtual Machine", "Memory", "Off-Heap");
        for (ValueDescriptor field : type.getFields()) {
            assertThat(field.getLabel()).as(field.getName()).isNotBlank();
            if (!IMPLICIT.contains(field.getName())) {
                assertThat(field.getDescription()).as(field.getName()).isNotBlank();
            }
        }
    }

    @Test
    void allocation_inAFile_hasUnits() {
        EventType type = recorded.eventType("seep.Allocation");

        assertThat(type.getField("size").getAnnotation(DataAmount.class).value())
                .isEqualTo(DataAmount.BYTES);
        assertThat(type.getField("weight").getAnnotation(DataAmount.class).value())
                .isEqualTo(DataAmount.BYTES);
        assertThat(type.getField("address").getAnnotation(MemoryAddress.class)).isNotNull();
    }

    @Test
    void free_inAFile_hasUnits() {
        EventType type = recorded.eventType("seep.Free");

        assertThat(type.getField("lifetime").getAnnotation(Timespan.class).value())
                .isEqualTo(Timespan.NANOSECONDS);
        assertThat(type.getField("size").getAnnotation(DataAmount.class).value())
                .isEqualTo(DataAmount.BYTES);
        assertThat(type.getField("address").getAnnotation(MemoryAddress.class)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"seep.Allocation", "seep.Site"})
    void allocatorTime_inAFile_isATime(String name) {
        EventType type = recorded.eventType(name);

        assertThat(type.getField("allocatorTime").getAnnotation(Timespan.class).value())
                .isEqualTo(Timespan.NANOSECONDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"seep.LiveBytes", "seep.Site"})
    void figures_inAFile_areBytes(String name) {
        EventType type = recorded.eventType(name);

        assertThat(type.getField("liveBytes").getAnnotation(DataAmount.class).value())
                .isEqualTo(DataAmount.BYTES);
        assertThat(type.getField("allocatedBytes")
                        .getAnnotation(DataAmount.class)
                        .value())
                .isEqualTo(DataAmount.BYTES);
        assertThat(type.getField("liveCount").getContentType()).isNull();
    }
}
