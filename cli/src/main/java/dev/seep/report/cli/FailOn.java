// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.cli;

import dev.seep.report.analysis.Verdict;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * What makes a build fail: a suspect, or a number of live bytes.
 *
 * @param certainOnly whether only suspects of verdict {@code certain} count
 * @param bytes most bytes that may be live (of a comparison, come to be live), or -1 when suspects are meant
 */
record FailOn(boolean certainOnly, long bytes) {
    boolean isBytes() {
        return bytes >= 0;
    }

    /** {@return whether a suspect of this verdict is meant} */
    boolean means(Verdict verdict) {
        return verdict == Verdict.CERTAIN || !certainOnly;
    }

    /** {@return the suspects that are meant, in words} */
    String suspects() {
        return "suspects that are " + (certainOnly ? "" : "likely or ") + "certain";
    }

    /**
     * Says what came of it.
     *
     * @param failure what fails the build, or null
     * @param file what was read, in words
     * @return the exit code
     */
    static int exitCode(@Nullable String failure, Inputs inputs, String file, PrintWriter messages) {
        if (failure != null) {
            messages.println("seep: failed: " + failure);
            return SeepCommand.FAILED_ON;
        }
        if (inputs.isDamaged()) {
            messages.println("seep: nothing was found, but " + file + " is not whole");
            return SeepCommand.BAD_INPUT;
        }
        return 0;
    }

    /** Reads {@code likely}, {@code certain} or {@code bytes=N} with an optional suffix k, m or g. */
    static final class Converter implements ITypeConverter<FailOn> {
        private static final String PREFIX = "bytes=";

        @Override
        public FailOn convert(String text) {
            String value = text.toLowerCase(Locale.ROOT);
            if (value.equals("likely") || value.equals("certain")) {
                return new FailOn(value.equals("certain"), -1);
            }
            if (!value.startsWith(PREFIX)) {
                throw new TypeConversionException("'" + text + "' is none of likely, certain and bytes=N");
            }
            String digits = value.substring(PREFIX.length());
            int shift = digits.endsWith("k") ? 10 : digits.endsWith("m") ? 20 : digits.endsWith("g") ? 30 : 0;
            try {
                long number = Long.parseLong(shift == 0 ? digits : digits.substring(0, digits.length() - 1));
                return new FailOn(false, Math.multiplyExact(Math.max(-1, number), 1L << shift)).checked(text);
            } catch (NumberFormatException | ArithmeticException e) {
                throw new TypeConversionException("'" + text + "' is no number of bytes, such as bytes=64m");
            }
        }
    }

    private FailOn checked(String text) {
        if (bytes < 0) {
            throw new TypeConversionException("'" + text + "' is no number of bytes, such as bytes=64m");
        }
        return this;
    }
}
