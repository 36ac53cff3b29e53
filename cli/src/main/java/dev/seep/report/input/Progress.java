// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.input;

/** Is told how far reading has come. */
public interface Progress {
    /** Listens to nothing. */
    Progress NONE = share -> {};

    /**
     * So much is done.
     *
     * @param share of the whole, 0 to 1; may go back a little
     */
    void at(double share);
}
