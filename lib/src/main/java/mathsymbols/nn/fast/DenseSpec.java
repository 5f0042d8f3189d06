package mathsymbols.nn.fast;

import org.nd4j.linalg.activations.IActivation;

/**
 * All that must be known to prepare a dense layer's product.
 *
 * @param batch rows of its input
 * @param in numbers in a row of its input
 * @param out numbers in a row of its output
 * @param bias whether there is one
 * @param activation the function behind it
 */
record DenseSpec(long batch, long in, long out, boolean bias, IActivation activation) {}
