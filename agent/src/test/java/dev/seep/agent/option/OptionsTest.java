// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.agent.option;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.report.render.ReportFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    private final Properties properties = new Properties();

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", ",", ",,,", " , "})
    void noArguments_giveTheDefaultsWithoutAWord(@Nullable String arguments) {
        Options options = parse(arguments);

        assertThat(options.warnings()).isEmpty();
        assertThat(options.enabled()).isTrue();
        assertThat(options.jfr()).isTrue();
        assertThat(options.quiet()).isFalse();
        assertThat(options.strict()).isFalse();
        assertThat(options.gc()).isFalse();
        assertThat(options.intervalBytes()).isEqualTo(524_288);
        assertThat(options.budget()).isEqualTo(0.01);
        assertThat(options.depth()).isEqualTo(64);
        assertThat(options.top()).isEqualTo(100);
        assertThat(options.maxLive()).isEqualTo(4_194_304);
        assertThat(options.exitWaitMillis()).isEqualTo(10_000);
        assertThat(options.out()).isEmpty();
    }

    @Test
    void everyOption_isTakenFromTheArguments() {
        Options options =
                parse("interval=1,budget=2.5%,depth=9,top=3,max-live=64k,gc,jfr=false,enabled=false,quiet=true,strict,"
                        + "exit-wait=1500ms,out=a.json+b.txt+c=d.collapsed");

        assertThat(options.warnings()).isEmpty();
        assertThat(options.intervalBytes()).isEqualTo(1);
        assertThat(options.budget()).isEqualTo(0.025);
        assertThat(options.depth()).isEqualTo(9);
        assertThat(options.top()).isEqualTo(3);
        assertThat(options.maxLive()).isEqualTo(65_536);
        assertThat(options.gc()).isTrue();
        assertThat(options.jfr()).isFalse();
        assertThat(options.enabled()).isFalse();
        assertThat(options.quiet()).isTrue();
        assertThat(options.strict()).isTrue();
        assertThat(options.exitWaitMillis()).isEqualTo(1500);
        assertThat(options.out()).containsExactly(Path.of("a.json"), Path.of("b.txt"), Path.of("c=d.collapsed"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "interval=x | interval must be a number: interval=x (going on with interval=512k)",
                "interval= | interval must be a number: interval= (going on with interval=512k)",
                "interval=0 | interval must be from 1 to 1099511627776: interval=0 (going on with interval=512k)",
                "interval=-5 | interval must be a number: interval=-5 (going on with interval=512k)",
                "interval=9999999999g | interval is too large: interval=9999999999g (going on with interval=512k)",
                "interval=99999999999999999999 | interval is too large: interval=99999999999999999999 (going on with"
                        + " interval=512k)",
                "depth=1025 | depth must be from 1 to 1024: depth=1025 (going on with depth=64)",
                "budget=much | budget must be a number: budget=much (going on with budget=1%)",
                "budget=% | budget must be a number: budget=% (going on with budget=1%)",
                "budget=1. | budget must be a number: budget=1. (going on with budget=1%)",
                "budget=.5 | budget must be a number: budget=.5 (going on with budget=1%)",
                "budget=-1 | budget must be a number: budget=-1 (going on with budget=1%)",
                "budget=100.1% | budget must be from 0 to 100: budget=100.1% (going on with budget=1%)",
                "budget=0.00001 | budget must have at most 4 decimals: budget=0.00001 (going on with budget=1%)",
                "quiet=yes | quiet must be true or false: quiet=yes (going on with quiet=false)",
                "exit-wait=5 | exit-wait must be a number with ms, s, m or h: exit-wait=5 (going on with"
                        + " exit-wait=10s)",
                "intervall=1 | unknown option: intervall (did you mean interval?)",
                "=1 | option without a name (ignored)",
                "interval | option without a value: interval (ignored; write interval=...)",
                "out | option without a value: out (ignored; write out=...)",
                "c/d.json | 'unknown option: c/d.json (ignored; a comma separates options, so a value cannot hold"
                        + " one)'",
                "frobnicate=1 | unknown option: frobnicate (ignored; help lists the options)",
                "out=report.pdf | out has a file whose name does not end in .json, .txt, .collapsed or .seep:"
                        + " file=report.pdf (this one is not written)",
                "out=a/.json | out has a file whose name does not end in .json, .txt, .collapsed or .seep: file=a/.json"
                        + " (this one is not written)",
            })
    void problem_isSaidInOneLineAndTheDefaultStands(String argument, String expected) {
        Options options = parse(argument);

        assertThat(options.warnings()).hasSize(1);
        assertThat(options.warnings().get(0)).isEqualTo(expected);
        assertThat(options.intervalBytes()).isEqualTo(524_288);
        assertThat(options.depth()).isEqualTo(64);
        assertThat(options.quiet()).isFalse();
        assertThat(options.out()).isEmpty();
    }

    @Test
    void sources_yieldToEachOtherInTheirOrder(@TempDir Path folder) throws IOException {
        Path config = folder.resolve("seep.properties");
        Files.writeString(config, "depth=1\ntop=1\nmax-live=1k\ninterval=1k\n");
        properties.setProperty("seep.depth", "2");
        properties.setProperty("seep.top", "2");
        properties.setProperty("seep.config", config.toString());
        Map<String, String> environment = Map.of("SEEP_DEPTH", "3", "SEEP_TOP", "3", "SEEP_MAX_LIVE", "3k");

        Options options = Options.parse("depth=4", properties, environment);

        assertThat(options.warnings()).isEmpty();
        assertThat(options.depth()).as("from the arguments").isEqualTo(4);
        assertThat(options.top()).as("from the system property").isEqualTo(2);
        assertThat(options.maxLive()).as("from the environment").isEqualTo(3 * 1024);
        assertThat(options.intervalBytes()).as("from the file").isEqualTo(1024);
    }

    @Test
    void optionGivenTwice_isTheLastOne() {
        assertThat(parse("depth=4,depth=5").depth()).isEqualTo(5);
    }

    @Test
    void configThatCannotBeRead_isSaidInOneLine(@TempDir Path folder) {
        assertThat(parse("config=" + folder.resolve("missing")).warnings())
                .singleElement()
                .asString()
                .startsWith("cannot read the options file: config=");
        assertThat(parse("config=" + folder).warnings()).hasSize(1);
    }

    @Test
    void foreignEnvironmentAndProperties_areLeftAlone() {
        properties.put(42, new Object());
        properties.put("seep.depth", new Object());
        properties.setProperty("seepage", "1");

        Options options = Options.parse(null, properties, Map.of("SEEP_HOME", "/opt/seep"));

        assertThat(options.depth()).isEqualTo(64);
    }

    @Test
    void unknownProperty_isTold_andUnknownVariableIsNot() {
        properties.setProperty("seep.dept", "3");

        Options options = Options.parse(null, properties, Map.of("SEEP_HOME", "/opt/seep", "SEEP_DEPT", "3"));

        assertThat(options.warnings()).containsExactly("unknown option: -Dseep.dept (did you mean depth?)");
    }

    @Test
    void emptyVariable_isNotSet() {
        Options options = Options.parse(null, properties, Map.of("SEEP_QUIET", "", "SEEP_INTERVAL", " "));

        assertThat(options.warnings()).isEmpty();
        assertThat(options.quiet()).isFalse();
        assertThat(options.intervalBytes()).isEqualTo(524_288);
    }

    @Test
    void config_isReadAsUtf8_andNamesNoOther(@TempDir Path folder) throws IOException {
        Path config = folder.resolve("seep.properties");
        Files.writeString(config, "\uFEFFinclude=größe.*\nconfig=" + config + "\nintervall=1\nquiet\n");

        Options options = parse("config=" + config);

        assertThat(options.asText()).containsEntry("include", "größe.*");
        assertThat(options.quiet()).isTrue();
        assertThat(options.warnings())
                .containsExactlyInAnyOrder(
                        "an options file cannot name another: config=" + config + " (its config is ignored)",
                        "unknown option: " + config + ": intervall (did you mean interval?)");
    }

    @Test
    void configWithoutAnEnd_isNotReadForEver() {
        assertThat(parse("config=/dev/zero").warnings())
                .containsExactly("cannot read the options file: config=/dev/zero, reason=larger than 1048576 bytes");
    }

    @Test
    void windowsPath_isAValue() {
        Options options = parse("out=C:\\reports\\seep-%p.json");

        assertThat(options.warnings()).isEmpty();
        assertThat(options.asText()).containsEntry("out", "C:\\reports\\seep-%p.json");
    }

    @Test
    void fileThatIsNotWritten_isNotInForce() {
        Options options = parse("out=a.json+b.pdf+\0.json+C.TXT");

        assertThat(options.warnings()).hasSize(2);
        assertThat(options.out()).containsExactly(Path.of("a.json"), Path.of("C.TXT"));
        assertThat(options.asText()).containsEntry("out", "a.json+C.TXT");
    }

    @Test
    void problem_isOneLineOfBoundedLength() {
        Options options = parse("interval=1\n2\u001b[31m,depth=" + "9".repeat(100_000));

        assertThat(options.warnings().get(0))
                .isEqualTo("interval must be a number: interval=1?2?[31m (going on with interval=512k)");
        assertThat(options.warnings().get(1)).startsWith("depth is too large").hasSize(403);
    }

    @Test
    void manyProblems_areNotAllTold() {
        Options options = parse("unheard-of-option,".repeat(10_000) + "depth=7");

        assertThat(options.warnings()).hasSize(20);
        assertThat(options.depth()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({"interval=2K, 2048", "interval=3m, 3145728", "interval=1g, 1073741824", " interval = 7 , 7"})
    void suffixes_areOfPowersOf1024(String arguments, long intervalBytes) {
        assertThat(parse(arguments).intervalBytes()).isEqualTo(intervalBytes);
    }

    @ParameterizedTest
    @CsvSource({"1%, 0.01", "0.5, 0.005", "0, 0", "0%, 0", "100%, 1", "12.3456%, 0.123456", "0.0001, 0.000001"})
    void budget_isInPercentOfAProcessor(String text, double share) {
        assertThat(parse("budget=" + text).budget()).isEqualTo(share);
    }

    @ParameterizedTest
    @CsvSource({"5ms, 5", "5s, 5000", "5m, 300000", "5h, 18000000", "0s, 0"})
    void durations_areReadWithTheirUnit(String text, long millis) {
        assertThat(parse("exit-wait=" + text).exitWaitMillis()).isEqualTo(millis);
    }

    @Test
    void propertiesThatThrow_areToldAndDoNotStopTheStart() {
        Properties before = System.getProperties();
        System.setProperties(new RefusingProperties(before));
        try {
            Options options = Options.parse("depth=3");

            assertThat(options.depth()).isEqualTo(3);
            assertThat(options.warnings())
                    .containsExactly("cannot read system properties and environment:"
                            + " reason=java.lang.UnsupportedOperationException: of a test");
        } finally {
            System.setProperties(before);
        }
    }

    @Test
    void formats_areThoseThatReportsAreWrittenIn() {
        assertThat(Options.EXTENSIONS)
                .containsExactlyElementsOf(Arrays.stream(ReportFormat.values())
                        .map(ReportFormat::extension)
                        .toList());
    }

    @Test
    void codesInFileNames_areFilledIn() {
        String pid = String.valueOf(ProcessHandle.current().pid());

        assertThat(FileNames.expand("a%%b%pc%")).isEqualTo("a%b" + pid + "c%");
        assertThat(FileNames.expand("%t")).matches("\\d{8}-\\d{6}");
        assertThat(FileNames.expand("%h")).isNotEmpty().isNotEqualTo("%h");
        assertThat(FileNames.expand("%x")).isEqualTo("%x");
    }

    @Test
    void suppressions_areReadFromTheirFile_andLinesThatAreNoRulesAreToldOnce(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("known.supp");
        Files.writeString(file, "\uFEFF# known\r\n\nleak:com.acme.*\r\nleek:x\n kind:^direct$ \nleak:\n");

        Options options = parse("suppress=" + file);

        assertThat(options.suppressions()).containsExactly("leak:com.acme.*", "kind:^direct$");
        assertThat(options.warnings())
                .containsExactly("suppress has 2 lines without leak: or kind: and a pattern: suppress=" + file
                        + ", line=4 (ignored)");
    }

    @Test
    void suppressions_ofAFileThatIsMissing_areNone(@TempDir Path folder) {
        Path file = folder.resolve("missing");

        Options options = parse("suppress=" + file);

        assertThat(options.suppressions()).isEmpty();
        assertThat(options.warnings()).hasSize(1);
        assertThat(options.warnings().get(0))
                .startsWith("cannot read the suppressions: suppress=" + file + ", reason=");
    }

    @Test
    void helpText_namesEveryOptionAndFitsATerminal() {
        String help = Options.helpText();

        for (Option option : Option.values()) {
            assertThat(help).contains("  " + option.key);
        }
        assertThat(help.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void docs_listEveryOptionWithItsDefault() throws IOException {
        String page = Files.readString(Path.of("../docs/options.md"));

        for (Option option : Option.values()) {
            String defaultText = option.defaultText.isEmpty() ? "" : "`" + option.defaultText + "`";
            assertThat(page).contains("| `" + option.key + "` | " + defaultText);
        }
    }

    private Options parse(@Nullable String arguments) {
        return Options.parse(arguments, properties, Map.of());
    }

    /** As an application may have set them: made for something else than being listed. */
    private static final class RefusingProperties extends Properties {
        private static final long serialVersionUID = 1;

        RefusingProperties(Properties all) {
            super(all);
        }

        @Override
        public Set<Object> keySet() {
            throw new UnsupportedOperationException("of a test");
        }
    }
}
