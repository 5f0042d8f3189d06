package mathsymbols.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import mathsymbols.io.InputException;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterSettingsTest {
    @TempDir
    private Path folder;

    private SparkConf conf(String address, String... defaults) throws IOException {
        Files.write(folder.resolve("spark-defaults.conf"), List.of(defaults));
        return ClusterSettings.of(address, Map.of("SPARK_CONF_DIR", folder.toString()));
    }

    @Test
    void anExecutorRunsOneTaskOnAllItsCoresInBoundedMemory() throws IOException {
        SparkConf conf = conf("spark://host:7077", "spark.executor.cores 4", "spark.executor.memoryOverhead 1g");

        assertThat(ClusterSettings.tasksOfAnExecutor(conf)).isEqualTo(1);
        assertThat(conf.get("spark.executorEnv.OMP_NUM_THREADS")).isEqualTo("4");
        assertThat(conf.get("spark.executor.extraJavaOptions"))
                .contains("javacpp.maxbytes=1024m", "javacpp.maxphysicalbytes=3072m");
        assertThat(conf.contains("spark.driver.host")).isFalse();
    }

    @Test
    void asManyTasksRunInAnExecutorAsItsOwnerSays() throws IOException {
        assertThat(ClusterSettings.tasksOfAnExecutor(conf("yarn", "spark.executor.cores 8", "spark.task.cpus 2")))
                .isEqualTo(4);
    }

    @Test
    void aClusterOnThisMachineListensToThisMachine() throws IOException {
        for (String address : new String[] {"local[3]", "spark://127.0.0.1:7077", "spark://localhost:7077"}) {
            assertThat(conf(address).get("spark.driver.bindAddress")).isEqualTo("127.0.0.1");
        }
        assertThat(conf("local[3]").get("spark.task.cpus")).isEqualTo("3");
    }

    @Test
    void aSecretIsPassedOn() throws IOException {
        SparkConf conf = conf("spark://host:7077", "spark.authenticate true", "spark.authenticate.secret word");

        assertThat(conf.get("spark.authenticate.secret")).isEqualTo("word");
    }

    @Test
    void aFolderWithoutSettingsHasNone() {
        SparkConf conf = ClusterSettings.of(
                "yarn", Map.of("SPARK_CONF_DIR", folder.resolve("none").toString()));

        assertThat(conf.get("spark.executor.cores")).isEqualTo("2");
    }

    @Test
    void settingsThatCannotBeReadAreNamed() {
        assertThatThrownBy(() -> conf("yarn", "spark.app.name \\uXYZ"))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(folder.resolve("spark-defaults.conf") + " cannot be read")
                .hasMessageEndingWith("correct it, or unset SPARK_CONF_DIR.");
    }

    @Test
    void whatIsNoNumberIsNamed() {
        assertThatThrownBy(() -> conf("yarn", "spark.executor.memory 4 GB"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("spark.executor.memory")
                .hasMessageContaining("spark-defaults.conf");
        assertThatThrownBy(() -> conf("yarn", ClusterSettings.PATIENCE + " a while"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(ClusterSettings.PATIENCE)
                .hasMessageContaining("spark-defaults.conf");
        assertThatThrownBy(() -> conf("local[99999999999]"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("local[99999999999]")
                .hasMessageContaining("correct the address");
    }

    @Test
    void blanksAroundAValueAreNotPartOfIt() throws IOException {
        assertThat(ClusterSettings.tasksOfAnExecutor(conf("yarn", "spark.executor.cores 4  ")))
                .isEqualTo(1);
    }
}
