// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.examples.LeakingServer;
import dev.seep.integration.fork.EndedJvm;
import dev.seep.integration.fork.EveryJdk;
import dev.seep.integration.fork.ForkedJvm;
import dev.seep.integration.fork.Jdk;
import dev.seep.report.render.ReportFormat;
import dev.seep.report.snapshot.SnapshotFile;
import dev.seep.report.snapshot.SnapshotReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The snapshot of a whole run: every other report can be made from it, later and elsewhere. */
class SnapshotIT {
    @EveryJdk
    void snapshot_readElsewhere_givesTheReportsOfItsJvmByteForByte(Jdk jdk) throws Exception {
        ForkedJvm fork = ForkedJvm.on(jdk);
        Path folder = Files.createDirectory(fork.folder().resolve("reports"));

        EndedJvm jvm = fork.withBareAgent("quiet,gc,out=" + folder + "/a.seep+" + folder + "/a.json+" + folder
                        + "/a.txt+" + folder + "/a.collapsed")
                .run(LeakingServer.class);

        assertThat(jvm.exitCode()).isZero();
        assertThat(jvm.err()).isEmpty();
        SnapshotFile file;
        try (InputStream in = Files.newInputStream(folder.resolve("a.seep"))) {
            file = SnapshotReader.read(in);
        }
        assertThat(file.damage()).isNull();
        assertThat(file.marks()).isEmpty();
        assertThat(file.snapshot().sites()).isNotEmpty();
        for (ReportFormat format : ReportFormat.values()) {
            ByteArrayOutputStream made = new ByteArrayOutputStream();
            format.write(file.snapshot(), made);
            assertThat(made.toByteArray())
                    .as(format.extension())
                    .isEqualTo(Files.readAllBytes(folder.resolve("a" + format.extension())));
        }
    }
}
