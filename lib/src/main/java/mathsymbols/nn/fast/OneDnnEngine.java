package mathsymbols.nn.fast;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.learning.AdamUpdater;

/** Intel's library for the computations of networks: float32 on the processor. */
final class OneDnnEngine implements Engine {
    @Override
    public String name() {
        return OneDnn.version();
    }

    @Override
    public Optional<Function<ConvolutionSpec, Affine>> convolution() {
        return Optional.of(spec -> WinogradConvolution.ifFaster(spec).orElseGet(() -> new OneDnnConvolution(spec)));
    }

    @Override
    public Optional<Function<DenseSpec, Affine>> dense() {
        return Optional.of(OneDnnDense::new);
    }

    @Override
    public Optional<Function<WindowGeometry, MaxPooling>> maxPooling() {
        return Optional.of(OneDnnMaxPooling::new);
    }

    @Override
    public Optional<Function<NormalizationSpec, Normalization>> batchNormalization() {
        return Optional.of(OneDnnNormalization::new);
    }

    @Override
    public Optional<UnaryOperator<AdamUpdater>> adam() {
        return Optional.of(FastAdam::new);
    }

    @Override
    public Optional<LongFunction<Elementwise>> activation(IActivation function) {
        return FusedActivation.of(function)
                .filter(known -> known.forward != null && !known.needsValues())
                .map(known -> count -> new OneDnnElementwise(known, count));
    }

    @Override
    public Optional<Function<List<FrozenStep>, FrozenStack>> frozenStack() {
        return Optional.of(OneDnnFrozenStack::new);
    }
}
