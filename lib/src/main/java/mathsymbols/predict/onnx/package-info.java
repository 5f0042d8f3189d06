/**
 * Classifiers for programs that know nothing of this one. A {@link mathsymbols.predict.onnx.OnnxGraph} is filled with what
 * is done to an image ({@link mathsymbols.predict.onnx.OnnxGlyph}) and with the layers of a network ({@link
 * mathsymbols.predict.onnx.OnnxLayers}), and becomes one {@code .onnx} file.
 */
package mathsymbols.predict.onnx;
