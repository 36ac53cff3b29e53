// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReportFormatTest {
    @Test
    void of_knownExtension_isItsFormat() {
        assertThat(ReportFormat.of(Path.of("seep.json"))).isEqualTo(ReportFormat.JSON);
        assertThat(ReportFormat.of(Path.of("a.b/seep-%p.TXT"))).isEqualTo(ReportFormat.TEXT);
        assertThat(ReportFormat.of(Path.of("/tmp/x.json.collapsed"))).isEqualTo(ReportFormat.COLLAPSED);
    }

    @Test
    void of_unknownExtension_saysWhichThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReportFormat.of(Path.of("seep.html")))
                .withMessage(
                        "unknown report format: file=seep.html (end its name in .json, .txt, .collapsed or .seep)");
    }

    @Test
    void of_nameWithoutExtension_isUnknown() {
        assertThatIllegalArgumentException().isThrownBy(() -> ReportFormat.of(Path.of("seep")));
        assertThatIllegalArgumentException().isThrownBy(() -> ReportFormat.of(Path.of("folder.json/seep")));
        assertThatIllegalArgumentException().isThrownBy(() -> ReportFormat.of(Path.of(".json")));
        assertThatIllegalArgumentException().isThrownBy(() -> ReportFormat.of(Path.of("/")));
        assertThatIllegalArgumentException().isThrownBy(() -> ReportFormat.of(Path.of("")));
    }
}
