// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.option;

/** Reads the values of options. Each method throws an {@link IllegalArgumentException} that says what would be right. */
final class Values {
    /** What {@link #readPercent} counts in. */
    static final long PARTS_OF_ONE_PERCENT = 10_000;

    private static final int DECIMALS = 4;

    private Values() {}

    static boolean readSwitch(String text) {
        if (text.isEmpty() || text.equalsIgnoreCase("true")) {
            return true;
        }
        if (text.equalsIgnoreCase("false")) { // YAML writes it False
            return false;
        }
        throw new IllegalArgumentException("must be true or false");
    }

    static long readCount(String text, long least, long most) {
        return inRange(readNumber(text, text.length()), least, most);
    }

    /** Reads a number with an optional suffix k, m or g, of 1024, 1024^2 and 1024^3. */
    static long readBytes(String text, long least, long most) {
        int length = text.length();
        char suffix = length == 0 ? '0' : Character.toLowerCase(text.charAt(length - 1));
        int shift = suffix == 'k' ? 10 : suffix == 'm' ? 20 : suffix == 'g' ? 30 : 0;
        long number = readNumber(text, shift == 0 ? length : length - 1);
        if (number > Long.MAX_VALUE >> shift) {
            throw new IllegalArgumentException("is too large");
        }
        return inRange(number << shift, least, most);
    }

    /**
     * Reads a number of percent from 0 to 100, such as {@code 1%} or {@code 0.5}.
     *
     * @return the number of {@link #PARTS_OF_ONE_PERCENT}
     */
    static long readPercent(String text) {
        String number = text.endsWith("%") ? text.substring(0, text.length() - 1) : text;
        int point = number.indexOf('.');
        int end = point < 0 ? number.length() : point;
        long parts = readCount(number.substring(0, end), 0, 100) * PARTS_OF_ONE_PERCENT;
        if (point >= 0) {
            String decimals = number.substring(point + 1);
            if (decimals.length() > DECIMALS) {
                throw new IllegalArgumentException("must have at most " + DECIMALS + " decimals");
            }
            long fraction = readNumber(decimals, decimals.length());
            for (int i = decimals.length(); i < DECIMALS; i++) {
                fraction *= 10;
            }
            parts += fraction;
        }
        if (parts > 100 * PARTS_OF_ONE_PERCENT) {
            throw new IllegalArgumentException("must be from 0 to 100");
        }
        return parts;
    }

    /** Reads a duration with a suffix ms, s, m or h. {@return milliseconds} */
    static long readMillis(String text) {
        String[] suffixes = {"ms", "s", "m", "h"};
        long[] millis = {1, 1000, 60_000, 3_600_000};
        for (int i = 0; i < suffixes.length; i++) {
            if (text.endsWith(suffixes[i])) {
                long number = readNumber(text, text.length() - suffixes[i].length());
                if (number > Long.MAX_VALUE / millis[i]) {
                    throw new IllegalArgumentException("is too large");
                }
                return number * millis[i];
            }
        }
        throw new IllegalArgumentException("must be a number with ms, s, m or h");
    }

    private static long readNumber(String text, int end) {
        if (end == 0) {
            throw new IllegalArgumentException("must be a number");
        }
        for (int i = 0; i < end; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                throw new IllegalArgumentException("must be a number");
            }
        }
        try {
            return Long.parseLong(text.substring(0, end));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("is too large", e);
        }
    }

    private static long inRange(long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("must be from " + least + " to " + most);
        }
        return value;
    }
}
