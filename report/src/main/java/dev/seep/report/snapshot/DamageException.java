// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.snapshot;

/** A section does not hold what its type promises. Without a message: the reader says where and what was read. */
final class DamageException extends Exception {
    private static final long serialVersionUID = 1;

    DamageException() {
        super(null, null, false, false);
    }
}
