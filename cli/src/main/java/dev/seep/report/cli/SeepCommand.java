// SPDX-FileCopyrightText: The Seep authors
// SPDX-License-Identifier: Apache-2.0
package dev.seep.report.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code seep}: what the command line can do, and how it ends. */
@Command(
        name = "seep",
        description = "Reports on off-heap memory, from what the Seep agent wrote.",
        subcommands = {
            ReportCommand.class,
            DiffCommand.class,
            MergeCommand.class,
            CompletionCommand.class,
            CommandLine.HelpCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = SeepCommand.Version.class,
        footer = {
            "",
            "FILE is a snapshot (.seep), a JSON report (.json) or a flight recording (.jfr);",
            "FILE#NAME is what a snapshot kept under that name with mark.",
            "",
            "Exit code: 0, or 1 when the result cannot be written, 2 for bad input, 3 when",
            "--fail-on says so."
        })
public final class SeepCommand implements Runnable {
    static final int CANNOT_WRITE = 1;
    static final int BAD_INPUT = 2;
    static final int FAILED_ON = 3;

    private static final String COMMANDS = " (report, diff, merge, completion or help)";

    @Spec
    private CommandSpec spec;

    /** Made by picocli. */
    public SeepCommand() {}

    /**
     * Runs the command line and ends the JVM.
     *
     * @param args the command and what it is given
     */
    public static void main(String[] args) {
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        OutputStream err = new FileOutputStream(FileDescriptor.err);
        System.exit(run(out, err, terminalCharset(), args));
    }

    /**
     * Runs the command line.
     *
     * @param out where results go
     * @param err where all else goes
     * @param charset of both
     * @return the exit code
     */
    static int run(OutputStream out, OutputStream err, Charset charset, String... args) {
        ResultStream result = new ResultStream(out);
        PrintWriter results = new PrintWriter(new OutputStreamWriter(result, charset), false);
        PrintWriter messages = new PrintWriter(new OutputStreamWriter(err, charset), true);
        CommandLine line = new CommandLine(new SeepCommand())
                .setOut(results)
                .setErr(messages)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, arguments) -> {
                    messages.println("seep: " + messageOf(e));
                    messages.println("seep: try 'seep help" + nameOf(e.getCommandLine()) + "'");
                    return BAD_INPUT;
                })
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    if (!(e instanceof CommandFailure failure)) {
                        throw e;
                    }
                    messages.println("seep: " + failure.getMessage());
                    return failure.exitCode();
                });
        int exitCode;
        try {
            exitCode = line.execute(args);
        } catch (OutOfMemoryError e) {
            messages.println("seep: the memory of this JVM is not enough (give it more with -Xmx)");
            exitCode = BAD_INPUT;
        }
        results.flush();
        if (result.failure() != null) {
            if (!result.isReaderGone()) {
                messages.println("seep: cannot write the result: " + result.failure());
            }
            exitCode = exitCode == 0 ? CANNOT_WRITE : exitCode;
        }
        messages.flush();
        return exitCode;
    }

    private static String messageOf(CommandLine.ParameterException e) {
        if (e instanceof CommandLine.UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
            String first = "'" + unmatched.getUnmatched().get(0) + "'";
            return e.getCommandLine().getParent() == null
                    ? "no such command: " + first + COMMANDS
                    : "one argument too many: " + first;
        }
        return String.valueOf(e.getMessage());
    }

    private static String nameOf(CommandLine command) {
        return command.getParent() == null ? "" : " " + command.getCommandName();
    }

    /** {@return the terminal's character set; UTF-8 where nobody says} */
    private static Charset terminalCharset() {
        for (String key : new String[] {"stdout.encoding", "sun.stdout.encoding", "native.encoding"}) {
            String name = System.getProperty(key);
            if (name != null && Charset.isSupported(name)) {
                Charset charset = Charset.forName(name);
                return charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
            }
        }
        return StandardCharsets.UTF_8;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing" + COMMANDS);
    }

    /** {@return the script that completes commands and options in bash and zsh} */
    static String completionScript(CommandLine root) {
        return AutoComplete.bash("seep", root);
    }

    /** The version of this jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = SeepCommand.class.getPackage().getImplementationVersion();
            return new String[] {"seep " + (version == null ? "(not packaged)" : version)};
        }
    }
}
