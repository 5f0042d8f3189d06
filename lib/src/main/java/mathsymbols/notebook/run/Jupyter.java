package mathsymbols.notebook.run;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mathsymbols.io.InputException;
import mathsymbols.notebook.Home;

/**
 * A Jupyter that can do what is asked of it: the one on the {@code PATH}; else the project's private Python environment,
 * made from {@code environment/requirements.txt}; else Debian's packages. Nothing is installed into the user's own Python.
 */
final class Jupyter {
    private final Home home;
    private final String command;
    private final Tool tool;

    private Jupyter(Home home, String command, Tool tool) {
        this.home = home;
        this.command = command;
        this.tool = tool;
    }

    /** A program of Jupyter's and the Debian package that brings it. */
    enum Tool {
        NBCONVERT("nbconvert", "jupyter-nbconvert"),
        NOTEBOOK("notebook", "jupyter-notebook"),
        LAB("lab", "jupyter-notebook");

        private final String subcommand;
        private final String debian;

        Tool(String subcommand, String debian) {
            this.subcommand = subcommand;
            this.debian = debian;
        }

        @Override
        public String toString() {
            return subcommand;
        }
    }

    /**
     * Finds a Jupyter with one of these tools, or installs one.
     *
     * @param tools the one that is liked best first
     * @throws InputException if there is none and none can be installed
     */
    static Jupyter with(Home home, Terminal terminal, Tool... tools) {
        return present(home, tools)
                .or(() -> install(home, terminal, tools))
                .orElseThrow(() -> new InputException("No Jupyter with " + tools[0]
                        + " was found on the PATH and none could be installed: install " + tools[0].debian
                        + " (pip: see environment/requirements.txt) and run again."));
    }

    /** Finds a Jupyter with one of these tools, the one that is liked best first. */
    static Optional<Jupyter> present(Home home, Tool... tools) {
        for (Tool tool : tools) {
            for (String command :
                    List.of("jupyter", privateBin(home).resolve("jupyter").toString())) {
                if (succeeds(List.of(command, tool.subcommand, "--version"), true)) {
                    return Optional.of(new Jupyter(home, command, tool));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Jupyter> install(Home home, Terminal terminal, Tool... tools) {
        terminal.line("Installing Jupyter's " + tools[0] + " into environment/venv …");
        Path environment = privateBin(home).getParent();
        String requirements = home.environment().resolve("requirements.txt").toString();
        if (succeeds(List.of("python3", "-m", "venv", environment.toString()), true)
                && succeeds(
                        List.of(
                                privateBin(home).resolve("pip").toString(),
                                "install",
                                "-q",
                                "--retries",
                                "1",
                                "--timeout",
                                "15",
                                "-r",
                                requirements),
                        true)) {
            return present(home, tools);
        }
        Optional<List<String>> root = root();
        if (root.isPresent() && Files.isExecutable(Path.of("/usr/bin/apt-get"))) {
            terminal.line("Python's packages cannot be had; installing Debian's " + tools[0].debian + " …");
            if (apt(root.get(), "update")
                    && apt(root.get(), "install", "-y", "--no-install-recommends", tools[0].debian)) {
                return present(home, tools);
            }
        }
        return Optional.empty();
    }

    private static boolean apt(List<String> root, String... arguments) {
        List<String> command = new ArrayList<>(root);
        command.addAll(List.of("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"));
        command.addAll(Arrays.asList(arguments));
        return succeeds(command, false);
    }

    /** What to write before a command to run it as root: nothing for root, {@code sudo} where it asks no password. */
    private static Optional<List<String>> root() {
        if ("root".equals(System.getProperty("user.name"))) {
            return Optional.of(List.of());
        }
        List<String> sudo = List.of("sudo", "-n");
        return succeeds(List.of("sudo", "-n", "true"), true) ? Optional.of(sudo) : Optional.empty();
    }

    private static Path privateBin(Home home) {
        return home.environment().resolve("venv").resolve("bin");
    }

    private static boolean succeeds(List<String> command, boolean quiet) {
        ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
        process.redirectOutput(quiet ? ProcessBuilder.Redirect.DISCARD : ProcessBuilder.Redirect.INHERIT);
        try {
            return process.start().waitFor() == 0;
        } catch (IOException e) {
            return false; // no such program
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A process that runs its tool and finds the project's kernel and template. */
    ProcessBuilder process(List<String> arguments, Map<String, String> environment) {
        List<String> line = new ArrayList<>(List.of(command, tool.subcommand));
        line.addAll(arguments);
        ProcessBuilder process = new ProcessBuilder(line);
        process.environment().putAll(environment);
        String ours = home.kernels().getParent() + File.pathSeparator + home.environment();
        if (tool == Tool.NBCONVERT) {
            // A chapter is executed as the project says, not as a person's own settings do, which may ignore errors.
            process.environment().put("JUPYTER_NO_CONFIG", "1");
        }
        process.environment().merge("JUPYTER_PATH", ours, (theirs, more) -> more + File.pathSeparator + theirs);
        return process;
    }
}
