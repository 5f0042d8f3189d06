package mathsymbols.notebook.run;

import java.nio.file.FileSystemException;
import java.util.Optional;
import java.util.concurrent.Callable;
import mathsymbols.io.InputException;
import picocli.CommandLine;

/** How all programs of this package end. */
final class Programs {
    private Programs() {}

    /** Runs a command; what a person can mend is told in its one sentence, everything else with its stack. */
    static int run(Callable<Integer> command, String... arguments) {
        return new CommandLine(command)
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    System.err.println(sentence(e).orElseThrow(() -> e));
                    return 1;
                })
                .execute(arguments);
    }

    private static Optional<String> sentence(Exception e) {
        if (e instanceof InputException) {
            return Optional.of(e.getMessage());
        }
        if (e instanceof FileSystemException file) {
            return Optional.of(file.getFile() + " cannot be used (" + InputException.reason(file)
                    + "): check that it is yours to read and write, and that its disk has room.");
        }
        return Optional.empty();
    }
}
