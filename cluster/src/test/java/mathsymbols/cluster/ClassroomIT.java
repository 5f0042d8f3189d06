package mathsymbols.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import mathsymbols.data.SplitImages;
import mathsymbols.tune.Search;
import mathsymbols.tune.SearchResults;
import mathsymbols.tune.TrialRunner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two desks that have addresses of their own and see none of the teacher's files. */
@Timeout(600)
class ClassroomIT {
    private Path desks;
    private Path teacher;
    private Classroom classroom;
    private StandaloneCluster cluster;
    private SparkMachines machines;
    private SplitImages images;
    private SearchResults here;

    @BeforeEach
    void begin(@TempDir Path folder) throws IOException {
        assumeTrue(Classroom.isPossible(), "Network namespaces want root (Debian: iproute2): no desks of their own");
        teacher = Files.createDirectory(folder.resolve("teacher"));
        desks = Files.createDirectory(folder.resolve("desks"));
        images = Work.images(teacher);
        here = search("here", Work.trials(images));
        classroom = new Classroom(teacher);
        cluster = new StandaloneCluster(desks, Classroom.TEACHER);
        for (int i = 0; i < 2; i++) {
            int desk = classroom.addDesk();
            cluster.worker(1, classroom.at(desk), Classroom.address(desk));
        }
        machines = SparkMachines.connect(Work.conf(cluster.address(), teacher.resolve("conf"), settings()));
        cluster.await("both desks", () -> machines.slots() == 2);
    }

    /** The teacher's address, and less patience with a desk that is silent. */
    private static String settings() {
        return """
                spark.driver.host %s
                spark.driver.bindAddress %1$s
                spark.network.timeout 10s
                spark.network.timeoutInterval 2s
                """.formatted(Classroom.TEACHER);
    }

    @AfterEach
    void end() throws IOException {
        if (machines != null) {
            machines.close();
        }
        if (cluster != null) {
            cluster.close();
        }
        if (classroom != null) {
            classroom.close();
        }
    }

    private SearchResults search(String name, TrialRunner runner) {
        return Search.of(Work.oracle(), teacher.resolve(name)).run(runner);
    }

    @Test
    void imagesAndWeightsTravelAndADeskWhoseCableIsPulledIsDoneWithout() throws IOException {
        TrialRunner trials = machines.trials(Work.trials(images));
        CompletableFuture<SearchResults> search = CompletableFuture.supplyAsync(() -> search("there", trials));
        cluster.await("a trial of each desk", () -> Files.exists(teacher.resolve("there/trial-0004")));
        cluster.await("the pixels at each desk", () -> arrived() == 2);
        classroom.pullTheCable(2);

        assertThat(Work.essence(cluster.resultOf(search))).isEqualTo(Work.essence(here));
        cluster.await("one desk is left", () -> machines.slots() == 1);
    }

    /** Executors that hold a file which was sent to them. */
    private long arrived() {
        try (Stream<Path> files = Files.walk(desks)) {
            return files.filter(file -> file.getFileName().toString().startsWith("math-symbols-"))
                    .map(Path::getParent)
                    .distinct()
                    .count();
        } catch (IOException | UncheckedIOException e) {
            return 0; // a folder came or went meanwhile: it is asked again
        }
    }
}
