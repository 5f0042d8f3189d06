package mathsymbols.nn.fast;

import org.nd4j.linalg.activations.IActivation;

/**
 * All that must be known to prepare a convolution.
 *
 * @param bias whether there is one
 * @param activation the function behind it
 */
record ConvolutionSpec(WindowGeometry geometry, boolean bias, IActivation activation) {}
