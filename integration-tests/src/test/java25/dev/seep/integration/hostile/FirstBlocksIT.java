// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.integration.fork.EndedJvm;
import dev.seep.integration.fork.ForkedJvm;
import dev.seep.integration.fork.Jdk;
import dev.seep.integration.program.OffHeap;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The first blocks of a program initialise no class on the agent's behalf.
 *
 * <p>A class whose initialisation fails, because the stack of the application's thread ends in it, is lost to everybody
 * in that JVM. On 25 only: the log of 17 does not say which thread it was, and the agent's own may initialise what they like.
 */
class FirstBlocksIT {
    private static final Pattern INITIALIZED = Pattern.compile("Initializing '([^'+]*).*by thread \"main\"");

    @ParameterizedTest
    @ValueSource(strings = {"", "interval=1"})
    void firstBlocks_underTheAgent_initialiseNoMoreThanWithout(String options) throws Exception {
        EndedJvm without = jvm().run(AllocatesOnce.class);
        EndedJvm with = jvm().withAgent(options).run(AllocatesOnce.class);

        assertThat(with.report().kind("unsafe").allocatedCount()).isEqualTo(2);
        assertThat(initialized(with)).isSubsetOf(initialized(without));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "interval=1"})
    void firstBlocks_whileARecordingRuns_initialiseNoMoreThanWithout(String options) throws Exception {
        EndedJvm without = jvm().withRecording().run(AllocatesOnce.class);
        EndedJvm with = jvm().withRecording().withAgent(options).run(AllocatesOnce.class);

        assertThat(with.events("seep.Allocation")).hasSizeGreaterThanOrEqualTo(5);
        assertThat(initialized(with)).isSubsetOf(initialized(without));
    }

    private static ForkedJvm jvm() {
        ForkedJvm jvm = ForkedJvm.on(Jdk.JAVA_25);
        return jvm.withJvmArgs("-Xlog:class+init=info:file=" + jvm.folder().resolve("init.log"));
    }

    /** The classes that the main thread initialised between the two that mark begin and end, without numbers. */
    private static Set<String> initialized(EndedJvm jvm) throws IOException {
        Set<String> names = new TreeSet<>();
        for (String line : Files.readAllLines(jvm.folder().resolve("init.log"))) {
            Matcher matcher = INITIALIZED.matcher(line);
            if (matcher.find()) {
                names.add(matcher.group(1).replaceFirst("0x.*", ""));
                if (matcher.group(1).endsWith("FirstBlocksIT$Begin")) {
                    names.clear();
                } else if (matcher.group(1).endsWith("FirstBlocksIT$End")) {
                    return names;
                }
            }
        }
        throw new AssertionError("no end in the log of " + jvm);
    }

    /** Allocates a block by each way, so large that each is sampled. */
    static final class AllocatesOnce {
        private static final int SIZE = 32 << 20; // at the default interval all but one in exp(64) are drawn
        private static int sum;

        public static void main(String[] args) {
            sum += Begin.mark;
            OffHeap.free(OffHeap.reallocate(OffHeap.allocate(SIZE), SIZE + 1L));
            sum += ByteBuffer.allocateDirect(SIZE).capacity();
            try (Arena confined = Arena.ofConfined();
                    Arena shared = Arena.ofShared()) {
                confined.allocate(SIZE);
                shared.allocate(SIZE);
            }
            Arena.ofAuto().allocate(SIZE);
            Arena.global().allocate(SIZE);
            sum += End.mark;
            System.out.println("sum=" + sum);
        }
    }

    static final class Begin {
        static int mark = AllocatesOnce.class.hashCode();

        private Begin() {}
    }

    static final class End {
        static int mark = AllocatesOnce.class.hashCode();

        private End() {}
    }
}
