/**
 * Any {@code MultiLayerNetwork} of Deeplearning4j, faster (not a {@code ComputationGraph}). A network comes in; the same network goes out, with the layers that it computes
 * with exchanged for fast ones. README.md beside this file explains how.
 */
package mathsymbols.nn.fast;
