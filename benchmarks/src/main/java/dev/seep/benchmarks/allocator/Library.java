// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.benchmarks.allocator;

import java.util.List;

/** A native allocator that is not part of the C library. */
enum Library {
    TCMALLOC("libtcmalloc-minimal4", "tc_", List.of("libtcmalloc_minimal.so.4", "libtcmalloc.so.4", "libtcmalloc.so")),
    MIMALLOC("libmimalloc2.0", "mi_", List.of("libmimalloc.so.3", "libmimalloc.so.2", "libmimalloc.so"));

    private final String debianPackage;
    private final String prefix;
    private final List<String> fileNames;

    Library(String debianPackage, String prefix, List<String> fileNames) {
        this.debianPackage = debianPackage;
        this.prefix = prefix;
        this.fileNames = fileNames;
    }

    /** {@return the package of Debian 12 that has it} */
    String debianPackage() {
        return debianPackage;
    }

    /** {@return what the names of its own {@code malloc} and {@code free} start with} */
    String prefix() {
        return prefix;
    }

    /** {@return the names that its file may have, the best first} */
    List<String> fileNames() {
        return fileNames;
    }
}
