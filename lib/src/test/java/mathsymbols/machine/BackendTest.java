package mathsymbols.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import mathsymbols.io.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.environment.Nd4jEnvironment;

class BackendTest {
    private static final String LINUX = "Linux on amd64";
    private static final long GIB = 1L << 30;

    private static Gpu gpu(String driver, String capability) {
        return new Gpu("NVIDIA Test", 8 * GIB, driver, capability);
    }

    private static Backend.Choice auto(Gpu... gpus) {
        return Backend.choose("auto", LINUX, List.of(gpus));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.7", "5.0", "5.2", "6.1", "7.0", "7.5", "8.0", "8.6", "8.9"})
    void cardsThatNd4jHoldsMachineCodeForAreUsed(String capability) {
        Backend.Choice choice = auto(gpu("535.54.03", capability));

        assertThat(choice.backend()).isEqualTo(Backend.CUDA);
        assertThat(choice)
                .hasToString("Computing on the GPU: found NVIDIA Test (8.0 GiB, compute capability " + capability
                        + ", driver 535.54.03)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.0", "3.5", "9.0", "10.0", "12.0"})
    void otherCardsAreNamedWithWhatWouldBeNeeded(String capability) {
        Backend.Choice choice = auto(gpu("535.54.03", capability));

        assertThat(choice.backend()).isEqualTo(Backend.CPU);
        assertThat(choice.reason())
                .contains("NVIDIA Test", "compute capability " + capability, "535.54.03", "3.7 and 5.0 to 8.9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"510.39.01", "510.39.1", "510.47", "525.60.13", "1000"})
    void driversFromCuda116OnWillDo(String driver) {
        assertThat(auto(gpu(driver, "8.0")).backend()).isEqualTo(Backend.CUDA);
    }

    @ParameterizedTest
    @ValueSource(strings = {"510.39", "495.29.05", "470.57.02", "96", "", "[N/A]"})
    void olderDriversAreNamedWithTheOneThatIsNeeded(String driver) {
        Backend.Choice choice = auto(gpu(driver, ""));

        assertThat(choice.backend()).isEqualTo(Backend.CPU);
        assertThat(choice.reason()).contains("newer driver", "510.39.01");
    }

    @Test
    void oneCardThatCanBeDrivenIsEnough() {
        Backend.Choice choice = auto(gpu("535.54.03", "9.0"), gpu("535.54.03", "7.5"));

        assertThat(choice.backend()).isEqualTo(Backend.CUDA);
        assertThat(choice.reason()).contains("7.5");
    }

    @Test
    void withoutACardItIsTheCpuWhateverIsWished() {
        assertThat(auto().reason()).contains("no GPU");
        assertThat(Backend.choose("cuda", LINUX, List.of()).backend()).isEqualTo(Backend.CPU);
    }

    @Test
    void theCpuIsUsedWhereItIsAskedFor() {
        assertThat(Backend.choose("cpu", LINUX, List.of(gpu("535.54.03", "8.0")))
                        .backend())
                .isEqualTo(Backend.CPU);
    }

    @Test
    void elsewhereThanOnLinuxItIsTheCpu() {
        Backend.Choice choice = Backend.choose("auto", "Mac OS X on aarch64", List.of(gpu("535.54.03", "8.0")));

        assertThat(choice.backend()).isEqualTo(Backend.CPU);
        assertThat(choice.reason()).contains("Mac OS X on aarch64");
    }

    @Test
    void anotherWordIsAnsweredInASentence() {
        assertThatThrownBy(() -> Backend.choose("tpu", LINUX, List.of()))
                .isInstanceOf(InputException.class)
                .hasMessage("There is no backend \"tpu\": choose one of auto, cpu, cuda.");
    }

    @Test
    void whatTheDriversProgramPrintsIsRead() {
        assertThat(Gpu.parse(List.of("NVIDIA A100-SXM4-40GB, 40960, 535.54.03, 8.0", "Tesla T4, 15360, 470.57.02")))
                .containsExactly(
                        new Gpu("NVIDIA A100-SXM4-40GB", 40 * GIB, "535.54.03", "8.0"),
                        new Gpu("Tesla T4", 15 * GIB, "470.57.02", ""));
        assertThat(Gpu.parse(List.of("No devices were found", "", "NVIDIA X, [N/A], 535, 8.0")))
                .isEmpty();
    }

    @Test
    void aProgramThatIsNotThereOrFailsAnswersNothing() {
        assertThat(Gpu.answer("no-such-program-as-this")).isEmpty();
        assertThat(Gpu.answer("false")).isEmpty();
        assertThat(Gpu.answer("echo", "hello")).contains(List.of("hello"));
    }

    @Test
    void theCardsThatNd4jDrivesAreTold() {
        Properties environment = new Properties();
        environment.put(
                Nd4jEnvironment.CUDA_DEVICE_INFORMATION_KEY,
                List.of(Map.of(
                        Nd4jEnvironment.CUDA_DEVICE_NAME_KEY,
                        "NVIDIA Test",
                        Nd4jEnvironment.CUDA_TOTAL_MEMORY_KEY,
                        8 * GIB,
                        Nd4jEnvironment.CUDA_DEVICE_MAJOR_VERSION_KEY,
                        7L,
                        Nd4jEnvironment.CUDA_DEVICE_MINOR_VERSION_KEY,
                        5L)));

        Device device = new Device(Device.gpus(environment, List.of(gpu("535.54.03", "7.5"))), "CUDA", 4);

        assertThat(device)
                .hasToString("CUDA back end, 4 cores, NVIDIA Test (8.0 GiB, compute capability 7.5, driver 535.54.03)");
    }

    @Test
    void onTheCpuNoCardIsCounted() {
        Device device = Device.current();

        assertThat(device.gpus()).isEmpty();
        assertThat(device.toString()).startsWith("CPU back end, ");
    }
}
