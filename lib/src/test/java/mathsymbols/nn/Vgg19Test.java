package mathsymbols.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.deeplearning4j.nn.params.ConvolutionParamInitializer.BIAS_KEY;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import java.nio.file.Files;
import java.nio.file.Path;
import mathsymbols.io.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class Vgg19Test {
    @Test
    @EnabledIfEnvironmentVariable(named = "MATH_SYMBOLS_WEIGHTS", matches = ".+")
    @EnabledIfEnvironmentVariable(named = "MATH_SYMBOLS_GOLDEN", matches = ".+")
    void theFeaturesAgreeWithAnIndependentComputation() {
        Path golden = Path.of(System.getenv("MATH_SYMBOLS_GOLDEN"));
        INDArray inputs = npy(golden.resolve("own_inputs_01_03_rgb01_nchw_f32.npy"));
        INDArray expected = npy(golden.resolve("own_block5_pool_nhwc_f32.npy"));
        try (Vgg19 vgg19 = Vgg19.load(Path.of(System.getenv("MATH_SYMBOLS_WEIGHTS")))) {
            INDArray features = vgg19.features(inputs);
            assertThat(features.shape()).containsExactly(2, Vgg19.FEATURES);
            assertThat(relativeError(features.getRow(0), expected.getRow(0))).isLessThan(1e-4);
            assertThat(relativeError(features.getRow(1), expected.getRow(2))).isLessThan(1e-4);
        }
    }

    @Test
    void theFeaturesAreThoseOfTheNetworkAlsoWhereImagesGoThroughInParts() {
        try (Vgg19 vgg19 = Vgg19.random(1)) {
            for (var layer : vgg19.network().getLayers()) {
                if (layer.numParams() > 0) {
                    layer.getParam(BIAS_KEY)
                            .assign(Nd4j.rand(layer.getParam(BIAS_KEY).shape()));
                }
            }
            INDArray images = Nd4j.rand(3, 3, 224, 224);
            INDArray pooled = vgg19.network().output(images);
            INDArray features = vgg19.features(images, 2);
            for (int image = 0; image < 3; image++) {
                INDArray expected = pooled.slice(image).permute(1, 2, 0).dup('c');
                assertThat(relativeError(features.getRow(image), expected.reshape(Vgg19.FEATURES)))
                        .isLessThan(1e-4);
            }
        }
    }

    @Test
    void randomWeightsAndTheirFeaturesAreKnownByTheirSeed() {
        try (Vgg19 one = Vgg19.random(1);
                Vgg19 same = Vgg19.random(1);
                Vgg19 other = Vgg19.random(2)) {
            assertThat(one.sha256()).isEqualTo(same.sha256()).isNotEqualTo(other.sha256());
            assertThat(one.key()).contains(one.sha256()).isNotEqualTo(other.key());
            assertThat(one.shape().size()).isEqualTo(Vgg19.FEATURES);
            assertThat(one.shape()).hasToString("7 × 7 × 512");
            INDArray features = one.features(Nd4j.rand(1, 3, 224, 224));
            assertThat(features.meanNumber().doubleValue()).isGreaterThan(0.01).isLessThan(100);
        }
    }

    @Test
    void aFileThatIsNotHdf5IsNamedWithTheRemedy(@TempDir Path folder) throws Exception {
        Path text = Files.writeString(folder.resolve("weights.h5"), "not weights");
        assertThatThrownBy(() -> Vgg19.load(text))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("weights.h5")
                .hasMessageContaining("is not HDF5, or damaged")
                .hasMessageContaining("vgg19_weights_tf_dim_ordering_tf_kernels_notop.h5");
    }

    @Test
    void aMissingFileIsNamed(@TempDir Path folder) {
        assertThatThrownBy(() -> Vgg19.load(folder.resolve("none.h5")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("There is no weights file")
                .hasMessageContaining("none.h5");
    }

    @Test
    void aFileOfAnotherNetworkIsNamedWithWhatItLacks(@TempDir Path folder) {
        Path other = folder.resolve("resnet50.h5");
        try (WritableHdfFile file = HdfFile.write(other)) {
            file.putGroup("conv1").putDataset("kernel", new float[] {1});
        }
        assertThatThrownBy(() -> Vgg19.load(other))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("resnet50.h5 is of another network, it has no layer block1_conv1");
    }

    @Test
    void aLayerOfAnotherShapeIsNamedWithBothShapes(@TempDir Path folder) {
        Path other = folder.resolve("wide.h5");
        try (WritableHdfFile file = HdfFile.write(other)) {
            var layer = file.putGroup("block1_conv1");
            layer.putAttribute("weight_names", new String[] {"kernel", "bias"});
            layer.putDataset("kernel", new float[5][5][3][64]);
            layer.putDataset("bias", new float[64]);
        }
        assertThatThrownBy(() -> Vgg19.load(other))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("has the shape [5, 5, 3, 64] instead of [3, 3, 3, 64]");
    }

    private static double relativeError(INDArray actual, INDArray expected) {
        return actual.sub(expected).norm2Number().doubleValue()
                / expected.norm2Number().doubleValue();
    }

    private static INDArray npy(Path file) {
        return Nd4j.createFromNpyFile(file.toFile());
    }
}
