// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seep.agent.hook.AllocationListener;
import dev.seep.agent.hook.CallSlot;
import dev.seep.agent.hook.Hooks;
import dev.seep.agent.kind.Kinds;
import dev.seep.report.snapshot.Layer;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HookWeaverTest {
    private static final String SAMPLE = "dev/seep/agent/weave/Sample";
    private static final HookPoint.Method ALLOCATE = new HookPoint.Method(SAMPLE, "allocate", "(J)J");
    private static final ValueSource.Argument FIRST = new ValueSource.Argument(0);
    private static final ValueSource.Argument SECOND = new ValueSource.Argument(1);

    private final Kinds kinds = new Kinds();
    private final NotWovenClasses notWoven = new NotWovenClasses();
    private final List<String> heard = new ArrayList<>();

    @BeforeEach
    void listen() {
        Hooks.listen(new Heard());
    }

    @AfterEach
    void stopListening() {
        Hooks.listen(AllocationListener.NONE);
        assertThat(CallSlot.held()).as("slot left claimed").isNull();
    }

    @Test
    void allocation_isReportedWithTheSizeAskedFor_whereTheBodyOverwritesItsParameter() {
        SampleCalls sample = weave(allocation());

        assertThat(sample.allocate(13)).isEqualTo(1000);
        assertThat(sample.allocate(1001)).isEqualTo(2000);

        assertThat(heard).containsExactly("allocated 1000 13 unsafe", "allocated 2000 1001 unsafe");
    }

    @Test
    void allocationThatThrows_isNotReported() {
        SampleCalls sample = weave(allocation());

        assertThatThrownBy(() -> sample.allocate(-1)).isInstanceOf(IllegalStateException.class);

        assertThat(heard).isEmpty();
    }

    @Test
    void free_isReportedBeforeTheBodyRuns() {
        SampleCalls sample =
                weave(new HookPoint.Free(new HookPoint.Method(SAMPLE, "free", "(J)V"), FIRST, "unsafe", Layer.BASE));

        assertThatThrownBy(() -> sample.free(3)).isInstanceOf(IllegalStateException.class);
        sample.free(0);

        assertThat(heard).containsExactly("freed 3 unsafe");
    }

    @Test
    void free_byAField_isReportedWithItsValueAtEntry() {
        SampleCalls sample = weave(new HookPoint.Free(
                new HookPoint.Method(SAMPLE, "close", "()V"),
                new ValueSource.Field("address"),
                "mapped",
                Layer.MAPPED));

        sample.close();

        assertThat(sample.address()).isEqualTo(8192);
        assertThat(heard).containsExactly("freed 4096 mapped");
    }

    @Test
    void reallocation_isReportedBeforeAndAfter() {
        SampleCalls sample = weave(reallocation(true));

        assertThat(sample.reallocate(7, 13)).isEqualTo(8);

        assertThat(heard).containsExactly("reallocating 7 unsafe", "reallocated 8 13 unsafe");
    }

    @Test
    void reallocationThatThrows_isTakenBack() {
        SampleCalls sample = weave(reallocation(true));

        assertThatThrownBy(() -> sample.reallocate(7, 100_001)).isInstanceOf(OutOfMemoryError.class);

        assertThat(heard).containsExactly("reallocating 7 unsafe", "failed unsafe");
    }

    @Test
    void reallocationToNothing_isLeftToTheHookOfTheFree() {
        SampleCalls sample = weave(reallocation(true));

        assertThat(sample.reallocate(7, 0)).isZero();

        assertThat(heard).isEmpty();
    }

    @Test
    void reallocationToNothing_whereZeroIsASize_isReported() {
        SampleCalls sample = weave(reallocation(false));

        assertThat(sample.reallocate(7, -7)).isZero();
        assertThat(sample.reallocate(7, 8)).isEqualTo(8);
        assertThatThrownBy(() -> sample.reallocate(7, 100_001)).isInstanceOf(OutOfMemoryError.class);

        assertThat(heard)
                .containsExactly(
                        "reallocating 7 unsafe",
                        "failed unsafe",
                        "reallocating 7 unsafe",
                        "reallocated 8 8 unsafe",
                        "reallocating 7 unsafe",
                        "failed unsafe");
    }

    @Test
    void resize_isReportedUnlessRefused() {
        SampleCalls sample =
                weave(new HookPoint.Resize(method("resize", "(JJ)Z"), FIRST, SECOND, "unsafe", Layer.BASE));

        assertThat(sample.resize(7, 13)).isTrue();
        assertThat(sample.resize(7, 100_001)).isFalse();
        assertThatThrownBy(() -> sample.resize(7, -1)).isInstanceOf(IllegalArgumentException.class);

        assertThat(heard).containsExactly("resized 7 13 unsafe");
    }

    @Test
    void freeThatIsRefused_isTakenBack() {
        SampleCalls sample =
                weave(new HookPoint.FreeUnlessRefused(method("resize", "(JJ)Z"), FIRST, SECOND, "unsafe", Layer.BASE));

        sample.resize(7, 13);
        sample.resize(9, 100_001);

        assertThat(heard).containsExactly("freed 7 unsafe", "freed 9 unsafe", "allocated 9 100001 unsafe");
    }

    @Test
    void freeOfARange_isReportedBeforeTheBodyRuns() {
        SampleCalls sample =
                weave(new HookPoint.FreeWithin(method("resize", "(JJ)Z"), FIRST, SECOND, "unsafe", Layer.BASE));

        assertThatThrownBy(() -> sample.resize(7, -1)).isInstanceOf(IllegalArgumentException.class);

        assertThat(heard).containsExactly("freed within 7 -1 unsafe");
    }

    @Test
    void refinement_givesTheBlockItsSizeAndTheKindOfItsOwnersClass() {
        SampleCalls sample = weave(allocation(), refinement("refined"));

        sample.refined(13, "a string");
        sample.refined(17, 42);
        sample.refined(19, new Object());
        sample.allocate(23);

        assertThat(heard)
                .containsExactly(
                        "allocated 1000 13 text",
                        "allocated 1000 17 number",
                        "allocated 1000 19 other",
                        "allocated 1000 23 unsafe");
    }

    @Test
    void refinedCallThatThrows_neverLabelsTheNextBlock() {
        SampleCalls sample = weave(allocation(), refinement("refined"), refinement("refinedAndThrowing"));

        assertThat(sample.refined(-1, "caught by the method's own handler")).isEqualTo(-1);
        sample.allocate(31);
        assertThatThrownBy(() -> sample.refinedAndThrowing(-1, "caught by nobody"))
                .isInstanceOf(IllegalStateException.class);
        sample.allocate(37);

        assertThat(heard).containsExactly("allocated 1000 31 unsafe", "allocated 1000 37 unsafe");
    }

    @Test
    void hookPointWhoseMethodIsMissing_isNamedAndTheOthersAreWoven() {
        HookPoint missing =
                new HookPoint.Free(new HookPoint.Method(SAMPLE, "dispose", "(J)V"), FIRST, "unsafe", Layer.BASE);
        HookWeaver weaver = new HookWeaver(List.of(allocation(), missing), kinds, notWoven);

        define(weaver).allocate(41);

        assertThat(heard).containsExactly("allocated 1000 41 unsafe");
        assertThat(notWoven.list()).hasSize(1);
        assertThat(notWoven.list().get(0).className()).isEqualTo("dev.seep.agent.weave.Sample");
        assertThat(notWoven.list().get(0).reason()).isEqualTo("method dispose(J)V not found");
    }

    @Test
    void brokenClassFile_isLeftAsItIsAndNamed() {
        HookWeaver weaver = new HookWeaver(List.of(allocation()), kinds, notWoven);

        assertThat(weaver.transform(null, SAMPLE, null, null, new byte[] {1, 2, 3, 4}))
                .isNull();

        assertThat(notWoven.list()).hasSize(1);
    }

    @Test
    void classOfAnotherLoader_withTheNameOfOneOfTheJdk_isNotWoven() {
        String name = "jdk/internal/Sample";
        HookPoint point = new HookPoint.Free(new HookPoint.Method(name, "free", "(J)V"), FIRST, "unsafe", Layer.BASE);
        HookWeaver weaver = new HookWeaver(List.of(point), kinds, notWoven);

        assertThat(weaver.transform(getClass().getClassLoader(), name, null, null, sampleClassFile()))
                .isNull();
        assertThat(weaver.transform(null, name, null, null, sampleClassFile())).isNotNull();
    }

    @Test
    void classOfALibrary_isWovenWhereItsLoaderFindsTheHooks() {
        HookWeaver weaver = new HookWeaver(List.of(allocation()), kinds, notWoven);

        assertThat(weaver.transform(getClass().getClassLoader(), SAMPLE, null, null, sampleClassFile()))
                .isNotNull();
        assertThat(weaver.transform(ClassLoader.getPlatformClassLoader(), SAMPLE, null, null, sampleClassFile()))
                .isNull();
        assertThat(notWoven.list()).hasSize(1);
    }

    private static HookPoint.Method method(String name, String descriptor) {
        return new HookPoint.Method(SAMPLE, name, descriptor);
    }

    private static HookPoint allocation() {
        return new HookPoint.Allocation(ALLOCATE, new ValueSource.Result(), FIRST, "unsafe", Layer.BASE);
    }

    private static HookPoint reallocation(boolean zeroFrees) {
        return new HookPoint.Reallocation(
                new HookPoint.Method(SAMPLE, "reallocate", "(JJ)J"), FIRST, SECOND, zeroFrees, "unsafe", Layer.BASE);
    }

    private static HookPoint refinement(String method) {
        return new HookPoint.Refinement(
                new HookPoint.Method(SAMPLE, method, "(ILjava/lang/Object;)J"),
                ALLOCATE,
                FIRST,
                "other",
                Layer.BASE,
                Map.of("java.lang.String", "text", "java.lang.Number", "number"),
                1,
                17);
    }

    private SampleCalls weave(HookPoint... points) {
        HookWeaver weaver = new HookWeaver(List.of(points), kinds, notWoven);
        SampleCalls sample = define(weaver);
        assertThat(notWoven.list()).isEmpty();
        return sample;
    }

    /** Defines the woven class in a loader of its own, where the JVM verifies it. */
    private static SampleCalls define(HookWeaver weaver) {
        byte[] woven = weaver.transform(null, SAMPLE, null, null, sampleClassFile());
        assertThat(woven).isNotNull();
        ClassLoader loader = new ClassLoader(HookWeaverTest.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                return name.equals(SAMPLE.replace('/', '.'))
                        ? defineClass(name, woven, 0, woven.length)
                        : super.loadClass(name, resolve);
            }
        };
        try {
            return (SampleCalls) loader.loadClass(SAMPLE.replace('/', '.'))
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] sampleClassFile() {
        try (InputStream in = Sample.class.getResourceAsStream("Sample.class")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private final class Heard implements AllocationListener {
        @Override
        public void allocated(long address, long size, int kind, @Nullable CallSlot slot) {
            boolean labelled = slot != null && slot.isLabelled();
            long said = labelled ? slot.size() : size;
            heard.add("allocated " + address + " " + said + " " + kinds.name(labelled ? slot.takeKind() : kind));
        }

        @Override
        public void freed(long address, int kind) {
            heard.add("freed " + address + " " + kinds.name(kind));
        }

        @Override
        public void freedWithin(long address, long size, int kind) {
            heard.add("freed within " + address + " " + size + " " + kinds.name(kind));
        }

        @Override
        public void reallocating(long address, int kind) {
            heard.add("reallocating " + address + " " + kinds.name(kind));
        }

        @Override
        public void reallocated(long address, long size, int kind) {
            heard.add("reallocated " + address + " " + size + " " + kinds.name(kind));
        }

        @Override
        public void resized(long address, long size, int kind) {
            heard.add("resized " + address + " " + size + " " + kinds.name(kind));
        }

        @Override
        public void reallocationFailed(int kind) {
            heard.add("failed " + kinds.name(kind));
        }

        @Override
        public void called(int site, long nanos, boolean early) {}
    }
}
