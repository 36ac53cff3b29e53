// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.callsite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.integration.fork.EndedJvm;
import dev.seep.integration.fork.EveryJdk;
import dev.seep.integration.fork.ForkedJvm;
import dev.seep.integration.fork.Jdk;
import dev.seep.integration.program.Marks;
import dev.seep.integration.report.Report;
import dev.seep.integration.report.Site;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Blocks of sizes that sampling would nearly always miss, named by their labels. */
class CallFormsIT {
    @EveryJdk
    void callOfEveryForm_namesItsLineExactly_withoutAStackWalk(Jdk jdk) throws Exception {
        Report report = run(jdk, AllocatesInEveryForm.class).report();

        checkSite(report, "inStaticCall", 1_009);
        checkSite(report, "lambda$inLambda$0", 1_013);
        checkSite(report, "byMethodReference", 1_019);
        checkSite(report, "inTernary", 1_021);
        checkSite(report, "inFinally", 1_031);
        checkSite(report, "afterOneThatThrew", 1_033);
        assertThat(report.sitesAt("direct", Argument.class, "<init>")).hasSize(1);
        assertThat(report.totals().unlabelled().liveBytes())
                .isEqualTo(report.kind("unsafe").liveBytes());
    }

    @EveryJdk
    void siteOfALabel_hasTheLineOfTheCall(Jdk jdk) throws Exception {
        EndedJvm jvm = run(jdk, AllocatesInEveryForm.class);

        Site site = jvm.report().siteAt("direct", AllocatesInEveryForm.class, "inStaticCall");
        assertThat(site.callSite().line()).isEqualTo((int) jvm.said("static"));
        assertThat(site.callSite().file()).isEqualTo("CallFormsIT.java");
    }

    @EveryJdk
    void callByReflectionOrMethodHandle_isUnlabelled(Jdk jdk) throws Exception {
        Report report = run(jdk, AllocatesIndirectly.class).report();

        assertThat(report.totals().unlabelled().liveBytes())
                .isEqualTo(report.kind("unsafe").liveBytes() + 10 * (2_003 + 2_011));
        assertThat(report.sitesAt("direct", AllocatesIndirectly.class, "byReflection"))
                .isEmpty();
    }

    @EveryJdk
    void mappedFile_namesItsLineExactly(Jdk jdk) throws Exception {
        Report report = run(jdk, MapsAFile.class).report();

        Site site = report.siteAt("mapped", MapsAFile.class, "map");
        assertThat(site.exact()).isTrue();
        assertThat(site.figures().liveBytes()).isEqualTo(3 * 4_099);
    }

    @EveryJdk
    void includeOrExclude_weavesNoCalls(Jdk jdk) throws Exception {
        EndedJvm jvm = ForkedJvm.on(jdk)
                .withAgent("interval=1,include=" + AllocatesInEveryForm.class.getName())
                .run(AllocatesInEveryForm.class);

        Report report = jvm.report();
        assertThat(report.totals().unlabelled().liveBytes())
                .isEqualTo(report.totals().base().figures().liveBytes());
    }

    private static EndedJvm run(Jdk jdk, Class<?> program) throws IOException, InterruptedException {
        EndedJvm jvm =
                ForkedJvm.on(jdk).withAgent("").withJvmArgs("-Xverify:all").run(program);
        assertThat(jvm.exitCode()).as(jvm.toString()).isZero();
        assertThat(jvm.agentLines()).isEmpty();
        assertThat(jvm.report().notSeen().classesNotWoven()).isEmpty();
        return jvm;
    }

    private static void checkSite(Report report, String method, long size) {
        Site site = report.siteAt("direct", AllocatesInEveryForm.class, method);
        assertThat(site.exact()).as(method).isTrue();
        assertThat(site.errorBytes()).as(method).isZero();
        assertThat(site.figures().liveBytes()).as(method).isEqualTo(10 * size);
        assertThat(site.figures().liveCount()).as(method).isEqualTo(10);
    }

    /** Ten blocks by each form of call. */
    static final class AllocatesInEveryForm {
        static final List<Object> KEPT = new ArrayList<>();

        public static void main(String[] args) {
            for (int i = 0; i < 10; i++) {
                inStaticCall();
                inLambda();
                byMethodReference();
                inTernary(i);
                inFinally();
                afterOneThatThrew();
                KEPT.add(new Argument());
            }
        }

        private static void inStaticCall() {
            KEPT.add(ByteBuffer.allocateDirect(Marks.line("static", 1_009)));
        }

        private static void inLambda() {
            Supplier<ByteBuffer> supplier = () -> ByteBuffer.allocateDirect(1_013);
            KEPT.add(supplier.get());
        }

        private static void byMethodReference() {
            IntFunction<ByteBuffer> function = ByteBuffer::allocateDirect;
            KEPT.add(function.apply(1_019));
        }

        private static void inTernary(int i) {
            KEPT.add(i >= 0 ? ByteBuffer.allocateDirect(1_021) : null);
        }

        private static void inFinally() {
            try {
                KEPT.add(null);
            } finally {
                KEPT.add(ByteBuffer.allocateDirect(1_031));
            }
        }

        private static void afterOneThatThrew() {
            try {
                KEPT.add(ByteBuffer.allocateDirect(-1));
            } catch (IllegalArgumentException e) {
                KEPT.add(ByteBuffer.allocateDirect(1_033));
            }
        }
    }

    /** Has a buffer made in the arguments of its other constructor. */
    static final class Argument {
        final ByteBuffer buffer;

        Argument() {
            this(ByteBuffer.allocateDirect(1_039));
        }

        Argument(ByteBuffer buffer) {
            this.buffer = buffer;
        }
    }

    /** Allocates where no call can be seen. */
    static final class AllocatesIndirectly {
        private static final List<Object> KEPT = new ArrayList<>();

        public static void main(String[] args) throws Throwable {
            for (int i = 0; i < 10; i++) {
                byReflection();
                byMethodHandle();
            }
        }

        private static void byReflection() throws ReflectiveOperationException {
            Method method = ByteBuffer.class.getMethod("allocateDirect", int.class);
            KEPT.add(method.invoke(null, 2_003));
        }

        private static void byMethodHandle() throws Throwable {
            MethodType type = MethodType.methodType(ByteBuffer.class, int.class);
            KEPT.add((ByteBuffer) MethodHandles.lookup()
                    .findStatic(ByteBuffer.class, "allocateDirect", type)
                    .invokeExact(2_011));
        }
    }

    /** Maps a file three times. */
    static final class MapsAFile {
        private static final List<MappedByteBuffer> KEPT = new ArrayList<>();

        public static void main(String[] args) throws IOException {
            Path file = Files.createTempFile(Path.of("."), "mapped", null);
            Files.write(file, new byte[4_099]);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                for (int i = 0; i < 3; i++) {
                    map(channel);
                }
            }
        }

        private static void map(FileChannel channel) throws IOException {
            KEPT.add(channel.map(FileChannel.MapMode.READ_ONLY, 0, 4_099));
        }
    }
}
