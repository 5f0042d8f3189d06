package mathsymbols.nn.fast;

import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One layer of a {@link FrozenStack}. */
sealed interface FrozenStep {
    WindowGeometry geometry();

    /**
     * @param weights {@code [out, in, height, width]}, row by row; may be closed or changed once the stack is made
     * @param bias {@code [out]}; must stay as it is
     */
    record Convolution(WindowGeometry geometry, FusedActivation activation, INDArray weights, Optional<INDArray> bias)
            implements FrozenStep {}

    record Maxima(WindowGeometry geometry) implements FrozenStep {}
}
