package mathsymbols.notebook.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code environment/launch} on machines of other kinds, with a JDK that prints what it was started with. */
class LaunchTest {
    @TempDir
    private Path folder;

    private List<String> launch(Path home, Map<String, String> environment) throws IOException {
        prepare(home);
        return start(home, "Program", environment);
    }

    private void prepare(Path home) throws IOException {
        Path jdk = folder.resolve("jdk");
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
        for (String program : List.of("java", "javac")) {
            Path file = jdk.resolve("bin").resolve(program);
            Files.writeString(file, """
                    #!/bin/sh
                    echo "LC_ALL=$LC_ALL"
                    echo "HOME=$HOME"
                    for argument; do
                        echo "$argument"
                        case $argument in -XX:ArchiveClassesAtExit=*) echo classes >"${argument#*=}" ;; esac
                    done
                    """);
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }
        Files.createDirectories(home.resolve("environment"));
        Files.createDirectories(home.resolve("lib/src/main"));
        Files.createFile(home.resolve("pom.xml"));
        Files.createFile(home.resolve("lib/pom.xml"));
        Files.createDirectories(home.resolve("lib/target"));
        Files.writeString(home.resolve("lib/target/classpath"), "some.jar");
        Files.copy(TinyProject.REAL.resolve("environment/launch"), home.resolve("environment/launch"));
    }

    private List<String> start(Path home, String program, Map<String, String> environment) throws IOException {
        String script = home.resolve("environment/launch").toString();
        ProcessBuilder process = new ProcessBuilder("bash", script, program).redirectErrorStream(true);
        process.environment().keySet().removeIf(name -> name.toLowerCase(java.util.Locale.ROOT)
                .endsWith("_proxy"));
        process.environment().remove("JAVA_TOOL_OPTIONS");
        process.environment().remove("MAVEN_OPTS");
        process.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        process.environment().putAll(environment);
        return new String(process.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    @Test
    void aColonInThePathIsToldInOneSentence() throws IOException {
        assertThat(launch(folder.resolve("c:d"), Map.of()))
                .singleElement()
                .asString()
                .contains("c:d has a colon in its path", "rename or move it");
    }

    @Test
    void aUserWhomTheSystemDoesNotKnowIsAtHomeInModels() throws IOException {
        Path programs = Files.createDirectory(folder.resolve("programs"));
        Path id = Files.writeString(programs.resolve("id"), "#!/bin/sh\nexit 1\n");
        assertThat(id.toFile().setExecutable(true)).isTrue();
        String path = programs + ":" + System.getenv("PATH");
        Path project = folder.resolve("project");
        String models = project + "/models";

        assertThat(launch(project, Map.of("PATH", path, "HOME", "/")))
                .contains("HOME=" + models, "-Duser.home=" + models);
        assertThat(start(project, "Program", Map.of("PATH", path, "HOME", folder.toString())))
                .contains("HOME=" + folder, "-Duser.home=" + folder);
    }

    @Test
    void withoutACharsetFileNamesAreUtf8() throws IOException {
        assertThat(launch(folder.resolve("one"), Map.of("LC_ALL", "C"))).contains("LC_ALL=C.UTF-8");
        assertThat(launch(folder.resolve("two"), Map.of("LC_ALL", "no_SUCH.UTF-8")))
                .contains("LC_ALL=C.UTF-8");
        assertThat(launch(folder.resolve("three"), Map.of("LC_ALL", "C.UTF-8"))).contains("LC_ALL=C.UTF-8");
    }

    @Test
    void numbersAreWrittenAsInEnglish() throws IOException {
        assertThat(launch(folder.resolve("home"), Map.of("LANG", "ar_EG.UTF-8")))
                .contains("-Duser.language=en", "-Duser.country=US");
    }

    @Test
    void proxiesAreThoseOfCurl() throws IOException {
        assertThat(launch(folder.resolve("none"), Map.of())).noneMatch(line -> line.contains("proxy"));
        Map<String, String> environment = Map.of(
                "https_proxy",
                "http://user:word@proxy.example:3128/",
                "HTTP_PROXY",
                "other",
                "no_proxy",
                ".example.org, 10.0.0.1");
        assertThat(launch(folder.resolve("some"), environment))
                .contains(
                        "-Dhttps.proxyHost=proxy.example",
                        "-Dhttps.proxyPort=3128",
                        "-Dhttp.proxyHost=other",
                        "-Dhttp.proxyPort=80",
                        "-Dhttp.nonProxyHosts=localhost|127.*|[::1]|*.example.org|10.0.0.1");
    }

    @Test
    void whatIsSaidInJavasOwnWayStays() throws IOException {
        Map<String, String> environment =
                Map.of("https_proxy", "http://one:1", "JAVA_TOOL_OPTIONS", "-Dhttps.proxyHost=two");
        assertThat(launch(folder.resolve("home"), environment)).noneMatch(line -> line.contains("-Dhttps.proxyHost"));
    }

    @Test
    void predictLeavesItsClassesForTheNextStart() throws IOException {
        Path home = folder.resolve("home");
        prepare(home);
        Path target = home.resolve("lib/target");
        String predict = "mathsymbols.predict.PredictCommand";
        Files.createFile(target.resolve(predict + ".jsa.1")); // of a run that was killed

        assertThat(start(home, predict, Map.of())).anyMatch(line -> line.startsWith("-XX:ArchiveClassesAtExit="));
        String archive = target.resolve(predict + ".jsa").toString();
        assertThat(target.toFile().list()).containsExactlyInAnyOrder("classpath", predict + ".jsa");
        assertThat(start(home, predict, Map.of())).contains("-XX:SharedArchiveFile=" + archive);

        Files.setLastModifiedTime(
                target.resolve("classpath"), FileTime.from(Instant.now().plusSeconds(5)));
        assertThat(start(home, predict, Map.of()))
                .as("the library was built anew")
                .anyMatch(line -> line.startsWith("-XX:ArchiveClassesAtExit="));
        assertThat(start(home, "Program", Map.of())).noneMatch(line -> line.contains("jsa"));
    }
}
