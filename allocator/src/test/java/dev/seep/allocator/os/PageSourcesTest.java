// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.allocator.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PageSourcesTest {
    @Test
    void source_ofA32BitJvm_isRefused() {
        assertThatThrownBy(() -> PageSources.of("Linux", Integer.BYTES))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("the allocator needs a 64-bit JVM: addressBits=32");
    }

    @Test
    void source_ofThisSystem_isOneForAll() {
        assertThat(PageSources.system()).isSameAs(PageSources.system());
    }
}
