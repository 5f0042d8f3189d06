package mathsymbols.nn.fast;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.learning.AdamUpdater;

/**
 * ND4J's own operations, for every back end and type. Only its convolution gains over the stock layer, which convolves a
 * second time in the backward pass.
 */
final class Nd4jEngine implements Engine {
    @Override
    public String name() {
        return "ND4J's own operations";
    }

    @Override
    public Optional<Function<ConvolutionSpec, Affine>> convolution() {
        return Optional.of(Nd4jConvolution::new);
    }

    @Override
    public Optional<Function<DenseSpec, Affine>> dense() {
        return Optional.empty();
    }

    @Override
    public Optional<Function<WindowGeometry, MaxPooling>> maxPooling() {
        return Optional.empty();
    }

    @Override
    public Optional<Function<NormalizationSpec, Normalization>> batchNormalization() {
        return Optional.empty();
    }

    @Override
    public Optional<UnaryOperator<AdamUpdater>> adam() {
        return Optional.empty();
    }

    @Override
    public Optional<LongFunction<Elementwise>> activation(IActivation function) {
        return Optional.empty();
    }

    @Override
    public Optional<Function<List<FrozenStep>, FrozenStack>> frozenStack() {
        return Optional.empty();
    }
}
