// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.option;

/** Reads the values of options. Each method throws an {@link IllegalArgumentException} that says what would be right. */
final class Values {
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
