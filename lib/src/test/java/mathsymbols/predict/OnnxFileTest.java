package mathsymbols.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import mathsymbols.data.sample.Sample;
import mathsymbols.io.InputException;
import mathsymbols.io.Json;
import mathsymbols.nn.TransferHead;
import mathsymbols.nn.Vgg19;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The exported models, run by another program: ONNX Runtime. */
class OnnxFileTest {
    private static final List<String> LABELS = List.of("add", "div", "x", "½");
    private static final Color PENCIL = new Color(90, 90, 96);

    @TempDir
    private Path folder;

    private record Size(int width, int height) {}

    /** Both sides shrink, or grow, or one of each; by whole factors or not; strips of both directions. */
    private static final List<Size> SIZES = List.of(
            new Size(224, 224),
            new Size(48, 48),
            new Size(96, 144),
            new Size(20, 25),
            new Size(70, 47),
            new Size(301, 250),
            new Size(400, 61),
            new Size(30, 333),
            new Size(9, 40),
            new Size(1, 1),
            new Size(1200, 1500));

    private record Colours(Color paper, Color ink) {}

    private static final List<Colours> COLOURS = List.of(
            new Colours(Color.WHITE, Color.BLACK),
            new Colours(new Color(30, 60, 40), new Color(240, 240, 225)),
            new Colours(Color.WHITE, new Color(255, 255, 90)),
            new Colours(new Color(250, 235, 200), new Color(40, 60, 190)),
            new Colours(new Color(200, 20, 30), new Color(20, 170, 60)));

    @Test
    void theReaderSaysTheSameOfImagesOfEverySizeColourAndPolarity() throws Exception {
        try (SymbolClassifier classifier = decided(TinyReader.random(4, LABELS));
                OnnxModel model = export(classifier)) {
            assertAgreement(classifier, model, SIZES, COLOURS);
        }
    }

    @Test
    void vgg19SaysTheSameOfImagesOfEverySizeAndColour() throws Exception {
        Provenance.Source source = new Provenance.Source("d".repeat(64), false);
        try (SymbolClassifier classifier = decided(new SymbolClassifier(
                        Vgg19.random(3),
                        TransferHead.build(Vgg19.SHAPE, LABELS.size(), 4),
                        LABELS,
                        Provenance.now("tiny", source, 1001, source, 0.9)));
                OnnxModel model = export(classifier)) {
            assertAgreement(
                    classifier,
                    model,
                    List.of(new Size(224, 224), new Size(500, 120), new Size(37, 301)),
                    List.of(COLOURS.get(0), COLOURS.get(1), COLOURS.get(4)));
        }
    }

    private static void assertAgreement(
            SymbolClassifier classifier, OnnxModel model, List<Size> sizes, List<Colours> allColours)
            throws OrtException {
        List<Float> first = new ArrayList<>();
        for (Size size : sizes) {
            for (Colours colours : allColours) {
                for (String symbol : List.of("x", "eq")) {
                    BufferedImage image = drawing(size, colours, symbol);
                    float[] expected = probabilities(classifier, image);
                    float[] actual = model.probabilities(image);
                    assertThat(actual).as("%s %s", size, colours).containsExactly(expected, within(1e-4f));
                    first.add(actual[0]);
                }
            }
        }
        assertThat(Collections.max(first) - Collections.min(first))
                .as("how different the answers are")
                .isGreaterThan(0.3f);
    }

    @Test
    void blankPaperIsBlankWhateverItsSize() throws Exception {
        try (SymbolClassifier classifier = decided(TinyReader.random(4, LABELS));
                OnnxModel model = export(classifier)) {
            for (int side = 20; side < 300; side += 23) {
                BufferedImage blank = new BufferedImage(side, 97, BufferedImage.TYPE_3BYTE_BGR);
                Graphics2D graphics = blank.createGraphics();
                graphics.setColor(new Color(230, 200, 150));
                graphics.fillRect(0, 0, side, 97);
                graphics.dispose();
                assertThat(model.probabilities(blank)).containsExactly(probabilities(classifier, blank), within(1e-4f));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void itKnowsWhenItDoesNotKnow(Confidence score) throws Exception {
        assertItSaysWhenItDoesNotKnow(classifier -> score);
    }

    @Test
    void itKnowsWhatIsFarFromEveryCluster() throws Exception {
        assertItSaysWhenItDoesNotKnow(classifier -> {
            float[][] seen = Sample.drawings(2).values().stream()
                    .map(image -> logits(classifier, image))
                    .toArray(float[][]::new);
            int[] labels = IntStream.range(0, seen.length).map(i -> i % 4).toArray();
            return ClusterFit.of(seen, labels, Arrays.copyOf(seen, 2));
        });
    }

    private void assertItSaysWhenItDoesNotKnow(Function<SymbolClassifier, Rejection.Score> kind) throws Exception {
        try (SymbolClassifier classifier = decided(TinyReader.random(4, LABELS))) {
            Rejection.Score score = kind.apply(classifier);
            List<BufferedImage> images = List.copyOf(Sample.drawings(3).values());
            double[] scores = images.stream()
                    .mapToDouble(image -> score.of(logits(classifier, image)))
                    .toArray();
            double[] sorted = Arrays.stream(scores).sorted().toArray();
            int half = sorted.length / 2;
            Rejection rule = new Rejection(score, (sorted[half - 1] + sorted[half]) / 2);
            try (OnnxModel model = export(classifier.rejecting(rule))) {
                for (int i = 0; i < scores.length; i++) {
                    assertThat((boolean[]) model.outputs(images.get(i)).get("none"))
                            .containsExactly(scores[i] < rule.threshold());
                }
            }
        }
    }

    @Test
    void aFileSaysWhatItIs() throws Exception {
        try (SymbolClassifier classifier = TinyReader.random(4, LABELS);
                OnnxModel model = export(classifier.rejecting(new Rejection(Confidence.ENERGY, 1.5)))) {
            Map<String, String> metadata = model.session().getMetadata().getCustomMetadata();

            assertThat(metadata).containsEntry("network", "reader");
            assertThat(Json.MAPPER.readValue(metadata.get("labels"), String[].class))
                    .containsExactlyElementsOf(LABELS);
            assertThat(Json.parse(metadata.get("provenance").getBytes(StandardCharsets.UTF_8), Provenance.class))
                    .isEqualTo(classifier.provenance());
            assertThat(metadata.get("provenance")).contains("{\"deeplearning4j\":\"1.0.0-M2.1\",\"java\":");
            assertThat(metadata.get("rejection")).isEqualTo("{\"score\":\"ENERGY\",\"threshold\":1.5}");
            assertThat(metadata.get("input")).contains("paper 0, ink 1");
            TensorInfo image =
                    (TensorInfo) model.session().getInputInfo().get("image").getInfo();
            assertThat(image.type).isEqualTo(OnnxJavaType.UINT8);
            assertThat(image.getShape()).containsExactly(-1, -1, 3);
        }
    }

    @Test
    void aClassifierThatKnowsNoRejectionSaysNothingOfIt() throws Exception {
        try (SymbolClassifier classifier = TinyReader.random(4, LABELS);
                OnnxModel model = export(classifier)) {
            assertThat(model.session().getOutputNames()).containsExactly("probabilities");
            assertThat(model.session().getMetadata().getCustomMetadata()).doesNotContainKey("rejection");
        }
    }

    @Test
    void aLayerThatIsNotKnownIsRefusedBeforeAnythingIsWritten() {
        var layers = new NeuralNetConfiguration.Builder()
                .list(new ConvolutionLayer.Builder(3, 3)
                        .stride(2, 2)
                        .nOut(2)
                        .name("strides")
                        .build())
                .setInputType(InputType.convolutional(48, 48, 1))
                .build();
        MultiLayerNetwork network = new MultiLayerNetwork(layers);
        network.init();
        try (SymbolClassifier classifier = SymbolClassifier.reader(
                network, LABELS, Provenance.now("tiny", new Provenance.Source("d".repeat(64), false), 1, 0.3))) {
            assertThatThrownBy(() -> export(classifier))
                    .isInstanceOf(InputException.class)
                    .hasMessageStartingWith("The layer strides is of a kind");
            assertThat(folder).isEmptyDirectory();
        }
    }

    private static float[] logits(SymbolClassifier classifier, BufferedImage image) {
        return classifier.logits(List.of(classifier.input(image)))[0];
    }

    private static float[] probabilities(SymbolClassifier classifier, BufferedImage image) {
        return Logits.probabilities(logits(classifier, image));
    }

    /** With a last layer that makes much of what tells an image from others, as a trained one does. */
    private static SymbolClassifier decided(SymbolClassifier classifier) {
        float[] ofAll = logits(classifier, Sample.drawings(2).get("0"));
        List<NamedArray> parameters = classifier.network().parameters();
        INDArray weights = parameters.get(parameters.size() - 2).array();
        INDArray bias = parameters.get(parameters.size() - 1).array();
        weights.muli(8);
        bias.assign(Nd4j.createFromArray(ofAll).muli(-8));
        return classifier;
    }

    /** A symbol of the sample, drawn into an image of another size, with the grain that a camera adds. */
    private static BufferedImage drawing(Size size, Colours colours, String symbol) {
        BufferedImage drawn = Sample.drawings(1).get(symbol);
        BufferedImage image = new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(drawn, 0, 0, size.width(), size.height(), null);
        graphics.dispose();
        Random random = new Random(7);
        for (int y = 0; y < size.height(); y++) {
            for (int x = 0; x < size.width(); x++) {
                double ink = 1 - (image.getRGB(x, y) & 255) / 255.0;
                image.setRGB(x, y, mixed(colours, ink, random));
            }
        }
        return image;
    }

    private static int mixed(Colours colours, double ink, Random random) {
        int rgb = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int paper = colours.paper().getRGB() >> shift & 255;
            int pen = colours.ink().getRGB() >> shift & 255;
            double value = paper + ink * (pen - paper) + 3 * random.nextGaussian();
            rgb |= (int) Math.max(0, Math.min(255, Math.round(value))) << shift;
        }
        return rgb;
    }

    private OnnxModel export(SymbolClassifier classifier) throws IOException, OrtException {
        Path file = folder.resolve("classifier.onnx");
        classifier.export(file);
        return new OnnxModel(file);
    }
}
