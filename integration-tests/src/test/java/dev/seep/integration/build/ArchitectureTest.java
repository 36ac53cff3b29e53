// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.integration.build;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rules of the package structure, on the classes as compiled, before any is relocated. */
final class ArchitectureTest {
    private static JavaClasses seep;

    @BeforeAll
    static void importClasses() {
        seep = new ClassFileImporter()
                .withImportOption(location -> !location.contains("/integration-tests/"))
                .importPackages("dev.seep");
    }

    @Test
    void packages_dependOnEachOther_inOneDirectionOnly() {
        check(slices().matching("dev.seep.(**)").should().beFreeOfCycles());
    }

    @Test
    void hook_runsInJavaBase_knowsJavaLangOnly() {
        check(classes()
                .that()
                .resideInAPackage("dev.seep.agent.hook")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "dev.seep.agent.hook",
                        "java.lang",
                        "java.lang.invoke",
                        "jdk.internal.misc",
                        "jdk.internal.vm.annotation",
                        "org.jspecify.annotations")));
    }

    @Test
    void stackLiveAndJfr_meetInTheRecorder_areStrangers() {
        checkStrangers("stack", "live", "jfr");
        checkStrangers("live", "stack", "jfr");
        checkStrangers("jfr", "stack", "live");
    }

    @Test
    void siteAndEpoch_areToldEverything_doNotKnowTheTables() {
        String[] tables = {"dev.seep.agent.live..", "dev.seep.agent.stack..", "dev.seep.agent.record.."};
        checkUnknown("dev.seep.agent.site..", tables);
        checkUnknown("dev.seep.agent.epoch..", tables);
    }

    @Test
    void agentAndAllocator_areStrangers() {
        checkUnknown("dev.seep.allocator..", "dev.seep", "dev.seep.agent..", "dev.seep.report..");
        checkUnknown("dev.seep.agent..", "dev.seep.allocator..");
        checkUnknown("dev.seep.report..", "dev.seep.allocator..");
    }

    @Test
    void os_isTheOnlyPartOfTheAllocator_thatCallsTheSystem() {
        check(noClasses()
                .that()
                .resideInAnyPackage("dev.seep.allocator", "dev.seep.allocator.core..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.foreign.Linker"));
    }

    @Test
    void asm_outsideOfWeave_isUnknown() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("dev.seep.agent.weave..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.objectweb.asm.."));
    }

    @Test
    void instrumentation_outsideOfAgentAndWeave_isUnknown() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("dev.seep", "dev.seep.agent", "dev.seep.agent.weave..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.instrument.."));
    }

    @Test
    void jfr_outsideOfItsPackages_isUnknown() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("dev.seep.agent.jfr..", "dev.seep.allocator.jfr..", "dev.seep.report.input..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.jfr.."));
    }

    @Test
    void report_isUsedByTheAgent_doesNotKnowIt() {
        checkUnknown("dev.seep.report..", "dev.seep", "dev.seep.agent..");
    }

    @Test
    void snapshot_isWhatAllOthersShare_knowsNoneOfThem() {
        checkUnknown("dev.seep.report.snapshot..", "dev.seep.report.analysis..", "dev.seep.report.render..");
    }

    @Test
    void analysis_isPure_knowsNoRenderingAndNoInput() {
        checkUnknown("dev.seep.report.analysis..", "dev.seep.report.render..", "java.io", "java.nio..", "java.net..");
    }

    @Test
    void apiAndJunit_areUsedByPrograms_knowNothingOfTheAgent() {
        checkUnknown("dev.seep.api..", "dev.seep", "dev.seep.agent..", "dev.seep.report..", "dev.seep.junit..");
        checkUnknown("dev.seep.junit..", "dev.seep", "dev.seep.agent..", "dev.seep.report..");
    }

    @Test
    void commandLine_isNoPartOfTheAgent_isUnknownToIt() {
        String[] commandLine = {"dev.seep.report.cli..", "dev.seep.report.input..", "picocli.."};
        checkUnknown("dev.seep.agent..", commandLine);
        checkUnknown("dev.seep.report.snapshot..", commandLine);
        checkUnknown("dev.seep.report.analysis..", commandLine);
        checkUnknown("dev.seep.report.render..", commandLine);
    }

    @Test
    void agent_isAGuest_neverPrintsToStdout() {
        check(noClasses()
                .that()
                .resideInAnyPackage("dev.seep", "dev.seep.agent..", "dev.seep.report..")
                .should()
                .accessField(System.class, "out"));
    }

    private static void checkStrangers(String subject, String... others) {
        for (String other : others) {
            checkUnknown("dev.seep.agent." + subject + "..", "dev.seep.agent." + other + "..");
        }
    }

    private static void checkUnknown(String subject, String... others) {
        check(noClasses()
                .that()
                .resideInAPackage(subject)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others));
    }

    private static void check(ArchRule rule) {
        rule.check(seep);
    }
}
