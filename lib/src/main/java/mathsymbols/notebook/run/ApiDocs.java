package mathsymbols.notebook.run;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import mathsymbols.io.AtomicFile;
import mathsymbols.notebook.Home;

/** The library's documentation beside the pages, which the JDK's own {@code javadoc} makes without asking the network. */
final class ApiDocs {
    /** Names the sources that the documentation was made from; written last, so that half of it counts as none. */
    private static final String MADE_FROM = "made-from";

    private ApiDocs() {}

    /**
     * The end of {@code ./mvnw verify}.
     *
     * @param arguments the project's folder
     */
    public static void main(String[] arguments) {
        Home home = new Home(Path.of(arguments[0]));
        write(home, home.reports(), new Terminal(System.out, false));
    }

    /** Where a folder of pages has the documentation. */
    static Path folder(Path pages) {
        return pages.resolve("api");
    }

    /** Writes the documentation where there is none, or one of other sources; where that fails, says so and does without. */
    static void write(Home home, Path pages, Terminal terminal) {
        try {
            writeWhereMissing(home, pages, terminal);
        } catch (IOException e) {
            terminal.line("The library's documentation could not be written: " + e.getMessage());
        }
    }

    private static void writeWhereMissing(Home home, Path pages, Terminal terminal) throws IOException {
        Path sources = home.root().resolve("lib/src/main/java");
        Path folder = folder(pages);
        if (!Files.isDirectory(sources) || isMadeFrom(folder, newest(sources))) {
            return;
        }
        Optional<ToolProvider> javadoc = ToolProvider.findFirst("javadoc");
        if (javadoc.isEmpty()) {
            terminal.line("This Java has no javadoc: the pages' code has no links to the library's documentation.");
            return;
        }
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said, true);
        if (javadoc.get().run(out, out, options(sources, folder)) == 0) {
            AtomicFile.replace(folder.resolve(MADE_FROM), file -> Files.writeString(file, newest(sources)));
        } else {
            terminal.line("The library's documentation could not be written:\n" + said);
        }
    }

    private static String[] options(Path sources, Path folder) {
        return List.of(
                        "-locale",
                        "en_US", // must come first
                        "-quiet",
                        "-Xdoclint:none",
                        "-notimestamp",
                        "-notree",
                        "-nohelp",
                        "-encoding",
                        "UTF-8",
                        "-windowtitle",
                        "Handwritten math symbols: the library",
                        "-doctitle",
                        "Handwritten math symbols: the library",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        "-sourcepath",
                        sources.toString(),
                        "-subpackages",
                        "mathsymbols",
                        "-d",
                        folder.toString())
                .toArray(String[]::new);
    }

    private static boolean isMadeFrom(Path folder, String newest) throws IOException {
        Path made = folder.resolve(MADE_FROM);
        return Files.exists(made) && Files.readString(made).equals(newest);
    }

    /** The time of the latest change, and how many files there are. */
    private static String newest(Path sources) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            long[] times = files.map(Path::toFile)
                    .filter(File::isFile)
                    .mapToLong(File::lastModified)
                    .sorted()
                    .toArray();
            return times.length + " files, the latest of " + (times.length == 0 ? 0 : times[times.length - 1]);
        }
    }
}
