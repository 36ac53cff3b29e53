// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Remembers why what is written could not be, which a PrintWriter forgets. Confined to one thread. */
final class ResultStream extends FilterOutputStream {
    private @Nullable String failure;

    ResultStream(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        try {
            out.write(bytes, offset, count);
        } catch (IOException e) {
            failure = String.valueOf(e.getMessage());
            throw e;
        }
    }

    /** {@return why writing failed, or null if it did not} */
    @Nullable
    String failure() {
        return failure;
    }

    /** {@return whether it failed because nobody wants to read more, as behind {@code | head}: that needs no message} */
    boolean isReaderGone() {
        return failure != null && failure.contains("Broken pipe");
    }
}
