// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.seep.report.analysis.Site;
import dev.seep.report.analysis.Sites;
import dev.seep.report.cli.Programs;
import dev.seep.report.snapshot.Snapshot;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JSON reports, read back. */
final class JsonReportsTest {
    @TempDir
    private Path folder;

    @Test
    void report_readBack_hasTheFiguresItWasWrittenWith() throws IOException {
        Snapshot written = Programs.after(400);
        Path file = Path.of(Programs.write(folder.resolve("a.json"), written));

        Snapshot read = InputFile.read(file, Progress.NONE).snapshot();

        assertThat(read.process()).isEqualTo(written.process());
        assertThat(read.settings()).isEqualTo(written.settings());
        assertThat(read.kinds()).isEqualTo(written.kinds());
        assertThat(read.peaks()).isEqualTo(written.peaks());
        assertThat(read.memory()).isEqualTo(written.memory());
        assertThat(read.own()).isEqualTo(written.own());
        assertThat(Sites.of(read).byLiveBytes())
                .extracting(Site::callSite, Site::figures, Site::exact)
                .isEqualTo(Sites.of(written).byLiveBytes().stream()
                        .map(site -> tuple(site.callSite(), site.figures(), site.exact()))
                        .toList());
        assertThat(read.sites())
                .filteredOn(site -> Programs.LEAK.equals(site.callSite()))
                .singleElement()
                .extracting(site -> site.generations())
                .isEqualTo(written.sites().get(0).generations());
    }
}
