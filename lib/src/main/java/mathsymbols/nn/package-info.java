/**
 * What a student opens: the report's AlexNet, a frozen base such as VGG19 and the new head on its features, where such a
 * network looked, and the reading of Keras' weights. Everything is written in Deeplearning4j's own words; {@link
 * mathsymbols.nn.fast} makes it fast.
 */
package mathsymbols.nn;
