// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.report.analysis.Sites;
import dev.seep.report.snapshot.Snapshot;
import java.util.List;
import java.util.Map;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SiteHookTest {
    private static final Map<String, String> NEVER_AT_CHUNK_END = Map.of("seep.Site#period", "1000 s");

    private long nowNanos = Long.MAX_VALUE - 3;
    private long scanNanos;
    private int scans;
    private Snapshot snapshot = TestSnapshots.exact();
    private final SiteHook hook = new SiteHook(this::scan, () -> nowNanos);

    @BeforeAll
    static void registerEvents() {
        assertThat(FakeAgent.instance().installed).isTrue();
        new Recording().close();
    }

    @Test
    void sites_whenSampled_sayHowFarTheyMayBeOff() {
        snapshot = TestSnapshots.sampled();

        List<RecordedEvent> sites = sitesDuring(hook::run);

        long errorBytes = Sites.of(snapshot).byLiveBytes().get(0).errorBytes();
        assertThat(sites).hasSize(2);
        assertThat(sites.get(0).getBoolean("exact")).isFalse();
        assertThat(sites.get(0).getLong("errorBytes")).isEqualTo(errorBytes).isPositive();
    }

    @Test
    void sites_whenThereAreManyMore_areTheFirstAndARestThatAddUp() {
        snapshot = TestSnapshots.manySites(1_009);

        List<RecordedEvent> sites = sitesDuring(hook::run);

        assertThat(sites.size()).isEqualTo(SiteHook.TOP + 1);
        assertThat(sites.stream().filter(site -> site.getBoolean("rest")).count())
                .isEqualTo(1);
        assertThat(sites.stream().mapToLong(site -> site.getLong("liveBytes")).sum())
                .isEqualTo(1_009 * TestSnapshots.LEAK.liveBytes());
    }

    @Test
    void run_againSoonAfterASlowScan_showsTheSameRows() {
        scanNanos = SiteHook.FAST_SCAN_NANOS + 1;

        List<RecordedEvent> sites = sitesDuring(() -> {
            hook.run();
            nowNanos += 20 * scanNanos - 1;
            hook.run();
        });

        assertThat(sites).hasSize(2);
        assertThat(scans).isEqualTo(1);
    }

    @Test
    void run_longAfterASlowScan_scansAgain() {
        scanNanos = SiteHook.FAST_SCAN_NANOS + 1;

        sitesDuring(() -> {
            hook.run();
            nowNanos += 20 * scanNanos;
            hook.run();
        });

        assertThat(scans).isEqualTo(2);
    }

    @Test
    void run_atOnceAfterAFastScan_scansAgain() {
        scanNanos = SiteHook.FAST_SCAN_NANOS;

        sitesDuring(() -> {
            hook.run();
            hook.run();
        });

        assertThat(scans).isEqualTo(2);
    }

    @Test
    void finish_evenSoonAfterASlowScan_scansALastTime() {
        scanNanos = SiteHook.FAST_SCAN_NANOS + 1;

        List<RecordedEvent> sites = sitesDuring(() -> {
            hook.run();
            hook.finish();
            hook.finish();
            hook.run();
        });

        assertThat(sites).hasSize(2);
        assertThat(scans).isEqualTo(2);
    }

    @Test
    void finish_withNoRecording_doesNotScan() {
        hook.finish();

        assertThat(scans).isZero();
    }

    @Test
    void run_whenTheSnapshotFails_recordsNothingAndThrowsNothing() {
        SiteHook failing = new SiteHook(
                () -> {
                    throw new OutOfMemoryError("of a test");
                },
                System::nanoTime);

        assertThat(sitesDuring(failing::run)).isEmpty();
    }

    private Snapshot scan() {
        scans++;
        nowNanos += scanNanos;
        return snapshot;
    }

    private static List<RecordedEvent> sitesDuring(Runnable action) {
        return Recorded.during(NEVER_AT_CHUNK_END, action).events("seep.Site");
    }
}
