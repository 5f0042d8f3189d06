package mathsymbols.notebook.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jupyter's own test tool, and tests of our own beside it, on the kernel with our class path and start-up script. */
class KernelIT {
    @TempDir
    private Path folder;

    @Test
    void theKernelPassesJupytersTests() throws Exception {
        Optional<String> python = List.of("python3", "/usr/bin/python3").stream()
                .filter(command -> exit(command, "-c", "import jupyter_kernel_test") == 0)
                .findFirst();
        assumeTrue(python.isPresent(), "Jupyter's kernel test tool is missing (Debian: python3-jupyter-kernel-test)");
        TinyProject project = new TinyProject(folder);
        project.writeKernel();

        ProcessBuilder process = new ProcessBuilder(
                python.get(),
                TinyProject.REAL.resolve("lib/src/test/python/kernel_test.py").toString());
        process.environment().put("JUPYTER_PATH", project.home().environment().toString());
        process.redirectError(folder.resolve("log").toFile());
        Map<String, String> results;
        try (Child run = new Child(process.start());
                var lines = run.process().inputReader()) {
            results = lines.lines()
                    .map(line -> line.split(" "))
                    .collect(Collectors.toMap(words -> words[0], words -> words[1]));
            assertThat(run.process().waitFor()).isZero();
        }

        assertThat(results).hasSizeGreaterThan(20);
        // What the protocol leaves to a kernel to offer, and this one does not.
        results.keySet().removeAll(List.of("test_clear_output", "test_pager"));
        assertThat(results).as(Files.readString(folder.resolve("log"))).allSatisfy((test, result) -> assertThat(result)
                .isEqualTo("passed"));
    }

    private static int exit(String... command) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return 1; // no such program
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
