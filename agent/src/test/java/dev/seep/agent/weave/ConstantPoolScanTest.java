// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seep.agent.kind.Kinds;
import dev.seep.agent.site.CallSites;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;

class ConstantPoolScanTest {
    private static final List<CallSitePattern> PATTERNS = patterns();

    private final ConstantPoolScan scan = new ConstantPoolScan(PATTERNS);
    private final CallLabels labels = new CallLabels(PATTERNS, new Kinds(), new CallSites());

    @Test
    void everyClassOfJavaBase_thatHasACall_isACandidate_andFewOthersAre() throws IOException {
        int calling = 0;
        int candidates = 0;
        for (Path file : classesOfJavaBase()) {
            byte[] classfile = Files.readAllBytes(file);
            boolean candidate = scan.isCandidate(classfile);
            boolean calls =
                    !ParsedMethods.of(new ClassReader(classfile), labels).isEmpty();
            assertThat(candidate || !calls).as(file.toString()).isTrue();
            calling += calls ? 1 : 0;
            candidates += candidate ? 1 : 0;
        }

        assertThat(calling).isGreaterThan(20);
        assertThat(candidates - calling).isLessThan(5); // by a method of the superclass, which is named but not called
    }

    @Test
    void whatIsNoClassFile_isRefused() {
        assertThatThrownBy(() -> scan.isCandidate(new byte[] {1, 2, 3})).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static List<CallSitePattern> patterns() {
        List<CallSitePattern> patterns = new ArrayList<>(CallSiteCatalogue.forJdk(25));
        patterns.add(new CallSitePattern("java/util/ArrayDeque", "<init>", "()V", List.of(), 17, 99));
        patterns.add(new CallSitePattern("*", "asLongBuffer", "*)Ljava/nio/LongBuffer;", List.of(), 17, 99));
        return patterns;
    }

    static List<Path> classesOfJavaBase() throws IOException {
        Path root = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base");
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".class")).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
