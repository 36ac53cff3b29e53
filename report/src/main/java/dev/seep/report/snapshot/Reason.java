// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.snapshot;

/** Why a snapshot was taken. */
public enum Reason {
    /** The JVM is ending. */
    EXIT("exit"),

    /** Somebody asked for it. */
    DUMP("dump"),

    /** The program keeps it under a name, to compare it later. */
    MARK("mark");

    private final String label;

    Reason(String label) {
        this.label = label;
    }

    /** {@return the reason's name in the JSON report} */
    public String label() {
        return label;
    }
}
