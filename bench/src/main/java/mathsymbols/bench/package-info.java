/** Measures this library beside stock Deeplearning4j and DJL's PyTorch on the same work; see {@code bench/README.md}. */
package mathsymbols.bench;
