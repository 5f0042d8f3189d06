package mathsymbols.notebook.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import mathsymbols.machine.Backend;
import mathsymbols.machine.Memory;
import mathsymbols.notebook.Home;
import mathsymbols.notebook.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command behind {@code environment/notebook}: opens the notebooks in the user's Jupyter, with the project's kernel. */
@Command(
        name = "notebook",
        description = "Opens the notebooks in JupyterLab, or in Jupyter Notebook where there is no Lab.")
public final class OpenNotebooks implements Callable<Integer> {
    @Parameters(
            paramLabel = "OPTION",
            description = "Options for Jupyter, after --, such as -- --no-browser --port=9999.")
    private List<String> options = List.of();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this text.")
    private boolean help;

    public static void main(String[] arguments) {
        System.exit(Programs.run(new OpenNotebooks(), arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Home home = Home.find(System.getenv(), Path.of(""));
        Terminal terminal = new Terminal(System.out, false);
        StartUp.check(home, home.models()); // the notebooks may be read-only, as in the container
        String wish = System.getenv().getOrDefault(Settings.BACKEND, Backend.AUTO);
        Libraries libraries = Libraries.choose(wish, terminal);
        Optional<String> cluster = Settings.cluster(System.getenv());
        if (cluster.isPresent()) {
            libraries = libraries.withCluster(home, cluster.get());
        }
        terminal.line(libraries.choice() + ".");
        Settings.remembered().ifPresent(terminal::line);
        KernelSpec.write(home, libraries, Memory.share(System.getenv()), false);
        ProcessBuilder jupyter = Jupyter.with(home, terminal, Jupyter.Tool.LAB, Jupyter.Tool.NOTEBOOK)
                .process(
                        Stream.concat(
                                        options.stream(),
                                        Stream.of(home.notebooks().toString()))
                                .toList(),
                        Map.of());
        try (Child child = new Child(jupyter.inheritIO().start())) {
            return child.process().waitFor();
        }
    }
}
