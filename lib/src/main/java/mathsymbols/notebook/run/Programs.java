package mathsymbols.notebook.run;

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
                    if (!(e instanceof InputException)) {
                        throw e;
                    }
                    System.err.println(e.getMessage());
                    return 1;
                })
                .execute(arguments);
    }
}
