// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
/** An off-heap allocator in Java. Start the JVM with {@code --enable-native-access=dev.seep.allocator}. */
module dev.seep.allocator {
    requires static java.management;
    requires static jdk.jfr;
    requires static org.jspecify;

    exports dev.seep.allocator;
}
