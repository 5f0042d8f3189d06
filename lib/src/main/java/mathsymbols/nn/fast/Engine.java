package mathsymbols.nn.fast;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.learning.AdamUpdater;

/**
 * What computes for the fast layers. Each method says how one kind of layer is computed: a function that prepares the
 * computation for sizes and options, once per shape of batch. Empty means that Deeplearning4j's own layer is as good and
 * stays.
 *
 * <p>Such a function may choose by the sizes. Another way to convolve is added beside {@link OneDnnConvolution} there, and
 * no layer knows.
 */
interface Engine {
    /** For people: library, version, instructions. */
    String name();

    Optional<Function<ConvolutionSpec, Affine>> convolution();

    Optional<Function<DenseSpec, Affine>> dense();

    /** Of maxima. */
    Optional<Function<WindowGeometry, MaxPooling>> maxPooling();

    Optional<Function<NormalizationSpec, Normalization>> batchNormalization();

    /** The optimiser's steps, with the state of the one that is given. */
    Optional<UnaryOperator<AdamUpdater>> adam();

    /** A function that is a layer by itself; what is prepared depends on how many values there are. */
    Optional<LongFunction<Elementwise>> activation(IActivation function);

    /** Of layers whose weights never change again, forward only. */
    Optional<Function<List<FrozenStep>, FrozenStack>> frozenStack();
}
