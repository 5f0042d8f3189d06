package mathsymbols.predict;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import mathsymbols.data.Examples;
import mathsymbols.data.Glyph;
import mathsymbols.eval.Predictions;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A trained {@link mathsymbols.nn.Reader} as arrays alone, for those who read without Deeplearning4j. Batch normalisation
 * multiplies and shifts each channel by numbers that no longer change, so they become part of the convolution before it:
 * {@code γ (w x − μ) / √(σ² + ε) + β}.
 *
 * @param convolutions seven of 3 × 3, in their order
 * @param dense the last layer
 */
public record FoldedReader(List<Filters> convolutions, Filters dense) {
    /**
     * @param weights of a convolution {@code [out, in, 3, 3]}, of the last layer {@code [out, in]}; the last varies fastest
     * @param bias {@code [out]}
     */
    public record Filters(float[] weights, float[] bias) {
        /** How many weights each output has. */
        public int inputs() {
            return weights.length / bias.length;
        }

        /**
         * With weights of 8 bits, from −127 to 127 times a step of the output's own. Steps and biases are kept in 16 bits,
         * as bfloat16 has them.
         */
        Filters quantised() {
            float[] rounded = new float[weights.length];
            float[] steps = steps();
            for (int i = 0; i < weights.length; i++) {
                float step = steps[i / inputs()];
                rounded[i] = step * Math.round(weights[i] / step);
            }
            float[] shortened = new float[bias.length];
            for (int i = 0; i < bias.length; i++) {
                shortened[i] = bfloat16(bias[i]);
            }
            return new Filters(rounded, shortened);
        }

        /**
         * As {@link #quantised} has them: weights of a byte each, the steps, the biases, both of them the upper halves of
         * float32, lower byte first.
         */
        public byte[] bytes() {
            float[] steps = steps();
            ByteBuffer bytes =
                    ByteBuffer.allocate(weights.length + 4 * bias.length).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < weights.length; i++) {
                bytes.put((byte) Math.round(weights[i] / steps[i / inputs()]));
            }
            for (float[] values : List.of(steps, bias)) {
                for (float value : values) {
                    bytes.putShort((short) (Float.floatToIntBits(value) >> 16));
                }
            }
            return bytes.array();
        }

        /** Of each output: its greatest weight is 127 of them or a little less. */
        float[] steps() {
            float[] steps = new float[bias.length];
            for (int i = 0; i < weights.length; i++) {
                int out = i / inputs();
                steps[out] = Math.max(steps[out], Math.abs(weights[i]) / 127);
            }
            for (int out = 0; out < steps.length; out++) {
                steps[out] = Math.max(Float.MIN_NORMAL, bfloat16(steps[out] * (1 + 1 / 128f)));
            }
            return steps;
        }

        private static float bfloat16(float value) {
            return Float.intBitsToFloat(Float.floatToIntBits(value) & 0xffff0000);
        }
    }

    /** @param reader trained; is only read */
    public static FoldedReader of(MultiLayerNetwork reader) {
        List<Filters> convolutions = new ArrayList<>();
        Layer[] layers = reader.getLayers();
        for (int i = 0; i < layers.length; i++) {
            if (layers[i].conf().getLayer() instanceof ConvolutionLayer) {
                convolutions.add(folded(layers[i], layers[i + 1]));
            }
        }
        Layer last = layers[layers.length - 1];
        INDArray weights = last.getParam(DefaultParamInitializer.WEIGHT_KEY).transpose();
        return new FoldedReader(
                convolutions, new Filters(floats(weights), floats(last.getParam(DefaultParamInitializer.BIAS_KEY))));
    }

    private static Filters folded(Layer convolution, Layer normalisation) {
        float[] weights = floats(convolution.getParam(DefaultParamInitializer.WEIGHT_KEY));
        float[] gamma = floats(normalisation.getParam(BatchNormalizationParamInitializer.GAMMA));
        float[] beta = floats(normalisation.getParam(BatchNormalizationParamInitializer.BETA));
        float[] mean = floats(normalisation.getParam(BatchNormalizationParamInitializer.GLOBAL_MEAN));
        float[] variance = floats(normalisation.getParam(BatchNormalizationParamInitializer.GLOBAL_VAR));
        double epsilon = ((BatchNormalization) normalisation.conf().getLayer()).getEps();
        float[] bias = new float[gamma.length];
        int inputs = weights.length / gamma.length;
        for (int out = 0; out < gamma.length; out++) {
            double scale = gamma[out] / Math.sqrt(variance[out] + epsilon);
            for (int i = 0; i < inputs; i++) {
                weights[out * inputs + i] *= (float) scale;
            }
            bias[out] = (float) (beta[out] - scale * mean[out]);
        }
        return new Filters(weights, bias);
    }

    private static float[] floats(INDArray array) {
        return array.dup('c').data().asFloat();
    }

    /** As it computes in the page, with weights of 8 bits. */
    public FoldedReader quantised() {
        return new FoldedReader(convolutions.stream().map(Filters::quantised).toList(), dense.quantised());
    }

    /** What it says of labelled {@link mathsymbols.data.Glyphs}, each of which takes a core some hundredths of a second. */
    public Predictions predictions(Examples glyphs) {
        float[][] probabilities = IntStream.range(0, glyphs.size())
                .parallel()
                .mapToObj(i -> {
                    FloatBuffer glyph = FloatBuffer.allocate(Glyph.VALUES);
                    glyphs.read(i, glyph);
                    return Logits.probabilities(logits(glyph.array()));
                })
                .toArray(float[][]::new);
        return Predictions.of(glyphs, probabilities);
    }

    /**
     * @param glyph 48 × 48, ink 1 and paper 0
     * @return {@code [classes]}
     */
    public float[] logits(float[] glyph) {
        int side = Glyph.SIDE;
        float[] maps = bordered(glyph);
        for (int i = 0; i < convolutions.size(); i++) {
            maps = convolve(maps, side, convolutions.get(i));
            if (i % 2 == 1) {
                maps = maxima(maps, side);
                side /= 2;
            }
        }
        float[] features = means(maps, side);
        float[] logits = dense.bias().clone();
        for (int i = 0; i < dense.weights().length; i++) {
            logits[i / features.length] += dense.weights()[i] * features[i % features.length];
        }
        return logits;
    }

    /** With a border of one zero around it, as all maps have here, so that a convolution need not ask where it is. */
    private static float[] bordered(float[] map) {
        int width = Glyph.SIDE + 2;
        float[] bordered = new float[width * width];
        for (int y = 0; y < Glyph.SIDE; y++) {
            System.arraycopy(map, y * Glyph.SIDE, bordered, (y + 1) * width + 1, Glyph.SIDE);
        }
        return bordered;
    }

    /** A convolution and ReLU. */
    private static float[] convolve(float[] maps, int side, Filters filters) {
        int width = side + 2;
        int plane = width * width;
        int channels = maps.length / plane;
        float[] result = new float[filters.bias().length * plane];
        float[] w = filters.weights();
        float[] to = new float[side];
        for (int out = 0; out < filters.bias().length; out++) {
            for (int y = 1; y <= side; y++) {
                Arrays.fill(to, filters.bias()[out]);
                for (int in = 0; in < channels; in++) {
                    for (int dy = -1; dy <= 1; dy++) {
                        int first = (out * channels + in) * 9 + 3 * (dy + 1);
                        add(to, maps, in * plane + (y + dy) * width, w[first], w[first + 1], w[first + 2]);
                    }
                }
                int at = out * plane + y * width + 1;
                for (int x = 0; x < side; x++) {
                    result[at + x] = Math.max(0, to[x]);
                }
            }
        }
        return result;
    }

    private static void add(float[] to, float[] maps, int at, float left, float middle, float right) {
        for (int x = 0; x < to.length; x++) {
            to[x] += left * maps[at + x] + middle * maps[at + x + 1] + right * maps[at + x + 2];
        }
    }

    private static float[] maxima(float[] maps, int side) {
        int width = side + 2;
        int half = side / 2;
        int channels = maps.length / (width * width);
        float[] result = new float[channels * (half + 2) * (half + 2)];
        for (int channel = 0; channel < channels; channel++) {
            for (int y = 0; y < half; y++) {
                for (int x = 0; x < half; x++) {
                    int at = (channel * width + 2 * y + 1) * width + 2 * x + 1;
                    float most = Math.max(
                            Math.max(maps[at], maps[at + 1]), Math.max(maps[at + width], maps[at + width + 1]));
                    result[(channel * (half + 2) + y + 1) * (half + 2) + x + 1] = most;
                }
            }
        }
        return result;
    }

    /** Of squares of 3 × 3, without a border: channel by channel, row by row. */
    private static float[] means(float[] maps, int side) {
        int width = side + 2;
        int third = side / 3;
        float[] means = new float[maps.length / (width * width) * third * third];
        for (int i = 0; i < means.length; i++) {
            int channel = i / (third * third);
            int row = i / third % third;
            int column = i % third;
            float sum = 0;
            for (int y = 0; y < 3; y++) {
                for (int x = 0; x < 3; x++) {
                    sum += maps[(channel * width + 3 * row + y + 1) * width + 3 * column + x + 1];
                }
            }
            means[i] = sum / 9;
        }
        return means;
    }
}
