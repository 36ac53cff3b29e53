// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.groups.Tuple.tuple;

import dev.seep.report.analysis.Judgement;
import dev.seep.report.analysis.Sites;
import dev.seep.report.analysis.Verdict;
import dev.seep.report.snapshot.Figures;
import dev.seep.report.snapshot.Frame;
import dev.seep.report.snapshot.SiteFigures;
import dev.seep.report.snapshot.Snapshot;
import dev.seep.report.snapshot.SnapshotFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flight recordings: figures, and verdicts. */
final class FlightRecordingsTest {
    private static final long BLOCK = 1 << 20;
    private static final int ROUNDS = 600;
    private static final int LEAK_EVERY = 4;
    private static final long ROUND_NANOS = 1_000_000;

    @TempDir
    private Path folder;

    @Test
    void recording_ofALeak_givesFiguresOfTheLastSitesAndAVerdict() throws IOException {
        Path file = record(true);

        SnapshotFile read = InputFile.read(file, Progress.NONE);

        Snapshot snapshot = read.snapshot();
        assertThat(read.damage()).isNull();
        assertThat(snapshot.process().pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(snapshot.sites())
                .filteredOn(site -> site.callSite() != null)
                .extracting(SiteFigures::callSite, SiteFigures::figures)
                .containsExactly(tuple(new Frame("com.acme.Server", "leak", null, 42, false), leaked(ROUNDS)));
        assertThat(snapshot.kinds())
                .singleElement()
                .satisfies(kind ->
                        assertThat(kind.figures()).isEqualTo(leaked(ROUNDS).plus(new Figures(7, 1, 70, 10))));
        assertThat(Judgement.of(Sites.of(snapshot)).suspects())
                .singleElement()
                .extracting(suspect -> suspect.judgement().site().callSite())
                .isEqualTo(new Frame("com.acme.Server", "leak", null, 42, false));
    }

    @Test
    void recording_withoutSites_estimatesFromSamples() throws IOException {
        Path file = record(false);

        Snapshot snapshot = InputFile.read(file, Progress.NONE).snapshot();

        assertThat(Sites.of(snapshot).byLiveBytes()).singleElement().satisfies(site -> {
            assertThat(site.callSite()).isEqualTo(new Frame("com.acme.Server", "leak", null, 42, false));
            assertThat(site.figures()).isEqualTo(leaked(ROUNDS));
            assertThat(site.exact()).isFalse();
        });
    }

    @Test
    void recording_ofSitesInManyEpochs_givesAVerdictWithoutSamples() throws IOException {
        Path file = folder.resolve("sites.jfr");
        try (Recording recording = new Recording()) {
            recording.enable(SeepEvents.Site.class);
            recording.start();
            for (int epoch = 1; epoch <= 40; epoch++) {
                site(epoch * ROUNDS);
                rest();
            }
            recording.stop();
            recording.dump(file);
        }

        Snapshot snapshot = InputFile.read(file, Progress.NONE).snapshot();

        assertThat(Judgement.of(Sites.of(snapshot)).suspects()).singleElement().satisfies(suspect -> {
            assertThat(suspect.judgement().verdict()).isEqualTo(Verdict.LIKELY);
            assertThat(suspect.figures()).isEqualTo(leaked(40 * ROUNDS));
        });
    }

    @Test
    void recording_ofSitesThatHoldTheSameInManyEpochs_suspectsNone() throws IOException {
        Path file = folder.resolve("held.jfr");
        try (Recording recording = new Recording()) {
            recording.enable(SeepEvents.Site.class);
            recording.start();
            for (int epoch = 1; epoch <= 40; epoch++) {
                site(epoch < 5 ? epoch * ROUNDS : (5 + epoch % 2) * ROUNDS);
                rest();
            }
            recording.stop();
            recording.dump(file);
        }

        Snapshot snapshot = InputFile.read(file, Progress.NONE).snapshot();

        assertThat(Sites.of(snapshot).byLiveBytes()).isNotEmpty();
        assertThat(Judgement.of(Sites.of(snapshot)).suspects()).isEmpty();
    }

    @Test
    void recording_inWhichFreesAreMissing_suspectsNone() throws IOException {
        Path file = folder.resolve("frees.jfr");
        try (Recording recording = new Recording()) {
            recording.enable(SeepEvents.Allocation.class);
            recording.enable(SeepEvents.Site.class);
            recording.start();
            for (int block = 0; block < ROUNDS; block++) { // as with seep.Free#enabled=false: none seems to be freed
                allocated((block + 1) * BLOCK);
                LockSupport.parkNanos(ROUND_NANOS);
            }
            site(40);
            rest();
            recording.stop();
            recording.dump(file);
        }

        Sites sites = Sites.of(InputFile.read(file, Progress.NONE).snapshot());

        assertThat(sites.byLiveBytes().get(0).figures()).isEqualTo(leaked(40));
        assertThat(Judgement.of(sites).suspects()).isEmpty();
    }

    @Test
    void recording_thatWasCut_givesItsWholeChunks() throws IOException {
        byte[] one = Files.readAllBytes(record(true));
        byte[] both = Arrays.copyOf(one, one.length + one.length / 2);
        System.arraycopy(one, 0, both, one.length, one.length / 2);
        Path file = Files.write(folder.resolve("cut.jfr"), both);

        SnapshotFile read = InputFile.read(file, Progress.NONE);

        assertThat(read.damage())
                .isEqualTo("damaged or cut: of " + both.length + " bytes only the first " + one.length
                        + " are whole chunks");
        assertThat(read.snapshot().kinds()).hasSize(1);
    }

    @Test
    void recording_ofAnotherProgram_isSaidToHoldNothing() throws IOException {
        Path file = folder.resolve("other.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.JVMInformation");
            recording.start();
            recording.stop();
            recording.dump(file);
        }

        assertThatIOException()
                .isThrownBy(() -> InputFile.read(file, Progress.NONE))
                .withMessage(file + ": a flight recording without events of Seep (was the agent running?)");
    }

    private static Figures leaked(int rounds) {
        long live = rounds / LEAK_EVERY;
        return new Figures(live * BLOCK, live, rounds * BLOCK, rounds);
    }

    /** Records 600 allocations in 0.6 s, of which every fourth is never freed. */
    private Path record(boolean sites) throws IOException {
        Path file = folder.resolve("leak.jfr");
        try (Recording recording = new Recording()) {
            recording.enable(SeepEvents.Allocation.class);
            recording.enable(SeepEvents.Free.class);
            recording.enable(SeepEvents.Site.class);
            recording.enable("jdk.JVMInformation");
            recording.start();
            long start = System.nanoTime();
            for (int round = 0; round < ROUNDS; round++) {
                while (System.nanoTime() - start < round * ROUND_NANOS) {
                    Thread.onSpinWait();
                }
                round(round);
            }
            if (sites) {
                site(ROUNDS / 2);
                rest();
                site(ROUNDS);
                rest();
            }
            recording.stop();
            recording.dump(file);
        }
        return file;
    }

    private static void round(int round) {
        boolean leaks = round % LEAK_EVERY == 0;
        allocated(leaks ? (round + 1) * BLOCK : 4_096); // clean blocks get the same address again and again
        if (!leaks) {
            SeepEvents.Free free = new SeepEvents.Free();
            free.address = 4_096;
            free.commit();
        }
    }

    private static void allocated(long address) {
        SeepEvents.Allocation allocation = new SeepEvents.Allocation();
        allocation.address = address;
        allocation.weight = BLOCK;
        allocation.size = BLOCK;
        allocation.callSite = "com.acme.Server.leak:42";
        allocation.commit();
    }

    private static void site(int rounds) {
        Figures figures = leaked(rounds);
        SeepEvents.Site site = new SeepEvents.Site();
        site.callSite = "com.acme.Server.leak:42";
        site.stack = "java.nio.Bits.reserve:9\ncom.acme.Server.leak:42\ncom.acme.Server.main:7\nand 3 more";
        site.liveBytes = figures.liveBytes();
        site.liveCount = figures.liveCount();
        site.allocatedBytes = figures.allocatedBytes();
        site.allocatedCount = figures.allocatedCount();
        site.commit();
    }

    private static void rest() {
        SeepEvents.Site rest = new SeepEvents.Site();
        rest.rest = true;
        rest.liveBytes = 7;
        rest.liveCount = 1;
        rest.allocatedBytes = 70;
        rest.allocatedCount = 10;
        rest.commit();
    }
}
