package mathsymbols.predict;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import mathsymbols.data.Glyph;
import mathsymbols.nn.Reader;
import mathsymbols.nn.fast.Accelerator;
import mathsymbols.predict.onnx.OnnxGlyph;
import mathsymbols.predict.onnx.OnnxLayers;
import mathsymbols.predict.onnx.OnnxValue;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.ResetPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * The small reader: an image becomes a {@link Glyph}, and a {@link Reader} of 114,000 numbers gives each class its
 * probability.
 *
 * @param network {@code [n, 1, 48, 48]} to {@code [n, classes]} probabilities
 */
record ReaderNetwork(MultiLayerNetwork network) implements ClassifierNetwork {
    static final String NAME = "reader";

    /**
     * The values between the layers. Room for a batch, up to 70 MB, is taken once for each thread and kept until it ends,
     * since asking for it takes longer than computing them.
     */
    private static final LayerWorkspaceMgr MEMORY = LayerWorkspaceMgr.builder()
            .defaultWorkspace(
                    "reader",
                    WorkspaceConfiguration.builder()
                            .policyLearning(LearningPolicy.FIRST_LOOP)
                            .policyAllocation(AllocationPolicy.STRICT)
                            .policyReset(ResetPolicy.BLOCK_LEFT)
                            .policySpill(SpillPolicy.REALLOCATE)
                            .build())
            .build();

    static final Manifest.Input INPUT = new Manifest.Input(
            Glyph.SIDE,
            Glyph.SIDE,
            "the one of luminance, red, green and blue that varies most",
            "strips put on square paper, others stretched; means of the pixels covered",
            "paper 0, ink 1");

    /** A network whose {@link #parameters()} are still to be set. */
    static ReaderNetwork blank(int classes) {
        MultiLayerNetwork network = new MultiLayerNetwork(Reader.configuration(classes, new NoOp(), 0));
        network.init();
        Accelerator.accelerate(network);
        return new ReaderNetwork(network);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Manifest.Input input() {
        return INPUT;
    }

    /** Convolutions {@code [out, in, 3, 3]}, normalisations {@code [1, channels]}, the softmax layer {@code [in, classes]}. */
    @Override
    public List<NamedArray> parameters() {
        List<NamedArray> parameters = new ArrayList<>();
        for (Layer layer : network.getLayers()) {
            String name = layer.conf().getLayer().getLayerName();
            layer.paramTable().forEach((key, array) -> parameters.add(new NamedArray(name + "." + key, array)));
        }
        return parameters;
    }

    @Override
    public int batch() {
        return 32;
    }

    @Override
    public float[] input(BufferedImage image) {
        return Glyph.of(image).values();
    }

    @Override
    @SuppressWarnings("try") // closed by its scope alone
    public float[][] logits(List<float[]> inputs) {
        Layer softmax = network.getOutputLayer();
        try (INDArray glyphs = Logits.batch(inputs, 1, Glyph.SIDE, Glyph.SIDE);
                MemoryWorkspace opened = MEMORY.notifyScopeEntered(ArrayType.ACTIVATIONS)) {
            INDArray pooled = glyphs;
            for (Layer layer : network.getLayers()) {
                if (layer != softmax) {
                    pooled = layer.activate(pooled, false, MEMORY);
                    layer.clear();
                }
            }
            return Logits.of(softmax, pooled.dup('c').reshape('c', inputs.size(), -1))
                    .toFloatMatrix();
        }
    }

    @Override
    public OnnxValue logits(OnnxValue image) {
        return OnnxLayers.of(network, OnnxGlyph.of(image));
    }

    @Override
    public void close() {
        network.close();
    }
}
