// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.fork;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResultTableTest {
    @Test
    void text_columnsOfDifferentWidths_areAligned() {
        assertThat(table().text()).isEqualTo("""
            Title

                         ns  ratio
              --------------------
              nothing    18
              seep     1053   58.5
              a note

            """);
    }

    @Test
    void markdown_hasOneRowForEach() {
        assertThat(table().markdown()).isEqualTo("""
            **Title**

            |  | ns | ratio |
            |---|---:|---:|
            | nothing | 18 |  |
            | seep | 1053 | 58.5 |

            - a note

            """);
    }

    private static ResultTable table() {
        ResultTable table = new ResultTable("Title", "", "ns", "ratio");
        table.row("nothing", "18", "");
        table.row("seep", "1053", "58.5");
        table.note("a note");
        return table;
    }
}
