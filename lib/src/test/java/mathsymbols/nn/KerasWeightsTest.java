package mathsymbols.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import mathsymbols.io.InputException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class KerasWeightsTest {
    @TempDir
    Path folder;

    private final INDArray kernel = Nd4j.create(4, 3, 2, 2);
    private final INDArray bias = Nd4j.create(1, 4);

    @AfterEach
    void close() {
        kernel.close();
        bias.close();
    }

    @Test
    void aKernelIsTurnedToDeeplearning4jsLayout() throws IOException {
        copy(sound(1));

        assertThat(kernel.getFloat(3, 2, 1, 0)).isEqualTo(value(1, 0, 2, 3));
        assertThat(bias.toFloatVector()).containsExactly(1, 2, 3, 4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"huge-shape", "names-empty", "soft-link-loop"})
    void oddFilesAreOneSentence(String name) throws IOException {
        Path odd = folder.resolve(name + ".h5");
        try (InputStream file = KerasWeightsTest.class.getResourceAsStream(name + ".h5")) {
            Files.copy(file, odd);
        }
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> Vgg19.load(odd))
                .withMessageStartingWith("The weights file " + odd + " is ")
                .withMessageEndingWith(
                        "; give the file vgg19_weights_tf_dim_ordering_tf_kernels_notop.h5 of Keras" + " Applications");
    }

    @Test
    void aFileThatIsNothingButTheSignatureIsOneSentence() throws IOException {
        Path file = folder.resolve("magic-only.h5");
        Files.write(file, new byte[] {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'});

        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> copy(file))
                .withMessage("The weights file " + file + " is not HDF5, or damaged; the remedy");
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void aValueThatIsNoFiniteNumberIsRefused(float value) throws IOException {
        Path file = sound(value);

        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> copy(file))
                .withMessage("The weights file " + file
                        + " holds a value in conv/kernel that is not a finite number; the remedy");
    }

    @Test
    void numbersOfAnotherTypeAreRefused() {
        Path file = folder.resolve("doubles.h5");
        try (WritableHdfFile hdf = HdfFile.write(file)) {
            var layer = hdf.putGroup("conv");
            layer.putAttribute("weight_names", new String[] {"kernel", "bias"});
            layer.putDataset("kernel", new double[2][2][3][4]);
            layer.putDataset("bias", new double[4]);
        }
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> copy(file))
                .withMessageContaining("does not hold float32 numbers");
    }

    @Test
    void whateverIsFlippedOrCutOffTheFileIsReadOrRefusedInOneSentence() throws IOException {
        byte[] sound = Files.readAllBytes(sound(1));
        Random random = new Random(3);
        int refused = 0;
        for (int trial = 0; trial < 400; trial++) {
            byte[] bytes = sound.clone();
            if (trial % 4 == 0) {
                bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            } else {
                for (int flips = 0; flips < trial % 4; flips++) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
            Path file = Files.write(folder.resolve("flipped.h5"), bytes);
            try {
                copy(file);
            } catch (InputException e) {
                assertThat(e).hasMessageContaining("flipped.h5").hasMessageEndingWith("; the remedy");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(100);
    }

    private void copy(Path file) {
        try (KerasWeights weights = KerasWeights.open(file, "the remedy")) {
            weights.copyConvolution("conv", kernel, bias);
        }
    }

    /** @param odd the value at one place of the kernel */
    private Path sound(float odd) throws IOException {
        Path file = folder.resolve("sound.h5");
        float[][][][] values = new float[2][2][3][4];
        for (int row = 0; row < 2; row++) {
            for (int column = 0; column < 2; column++) {
                for (int in = 0; in < 3; in++) {
                    for (int out = 0; out < 4; out++) {
                        values[row][column][in][out] = value(row, column, in, out);
                    }
                }
            }
        }
        values[0][0][0][0] = odd;
        try (WritableHdfFile hdf = HdfFile.write(file)) {
            var layer = hdf.putGroup("conv");
            layer.putAttribute("weight_names", new String[] {"kernel", "bias"});
            layer.putDataset("kernel", values);
            layer.putDataset("bias", new float[] {1, 2, 3, 4});
        }
        return file;
    }

    private static float value(int row, int column, int in, int out) {
        return row * 1000 + column * 100 + in * 10 + out;
    }
}
