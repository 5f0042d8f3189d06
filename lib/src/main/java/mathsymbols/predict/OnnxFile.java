package mathsymbols.predict;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mathsymbols.io.AtomicFile;
import mathsymbols.io.Json;
import mathsymbols.predict.onnx.OnnxGraph;
import mathsymbols.predict.onnx.OnnxValue;

/**
 * A classifier as an ONNX model. What goes in and comes out, and its metadata, is told in {@code docs/onnx.md}: who changes
 * one changes the other.
 */
final class OnnxFile {
    /** The same file from the same classifier, whenever it is written. */
    private static final ObjectWriter JSON = Json.MAPPER.writer(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private OnnxFile() {}

    static void write(SymbolClassifier classifier, Path file) throws IOException {
        OnnxGraph graph = new OnnxGraph();
        OnnxValue image = graph.image("image", "red, green, blue, 0 to 255; upright, transparent parts white");
        OnnxValue logits = classifier.network().logits(image);
        OnnxValue probabilities = logits.node("Softmax", OnnxValue.integer("axis", 1));
        int classes = classifier.labels().size();
        graph.numbers("probabilities", probabilities.reshaped(classes), classes);
        classifier.rejection().ifPresent(rule -> {
            OnnxValue score = score(rule.score(), logits, probabilities);
            graph.truth(
                    "none",
                    graph.constant(rule.threshold()).isGreaterThan(score).reshaped(1),
                    1);
        });
        Map<String, String> metadata = metadata(classifier);
        AtomicFile.write(file, out -> graph.write(out, classifier.provenance().toString(), metadata));
    }

    private static OnnxValue score(Rejection.Score score, OnnxValue logits, OnnxValue probabilities) {
        if (score instanceof Clusters clusters) {
            OnnxValue nearest = nearest(clusters.classes(), logits);
            return nearest.isGreaterThan(nearest(List.of(clusters.paper()), logits))
                    .choose(logits.graph().constant(Clusters.OF_PAPER), nearest.times(-1));
        }
        return switch ((Confidence) score) {
            case PROBABILITY -> probabilities.ofEachRow("ReduceMax");
            case LOGIT -> logits.ofEachRow("ReduceMax");
            case ENERGY -> logits.ofEachRow("ReduceLogSumExp");
        };
    }

    /** The distance to the nearest of some clusters, {@code [1, 1]}. */
    private static OnnxValue nearest(List<Cluster> clusters, OnnxValue logits) {
        int count = clusters.size();
        int classes = clusters.get(0).mean().length;
        FloatBuffer means = FloatBuffer.allocate(count * classes);
        FloatBuffer whitenings = FloatBuffer.allocate(count * classes * classes);
        for (Cluster cluster : clusters) {
            means.put(cluster.mean());
            for (float[] row : cluster.whitening()) {
                whitenings.put(Arrays.copyOf(row, classes));
            }
        }
        OnnxGraph graph = logits.graph();
        return graph.constant(whitenings.array(), count, classes, classes)
                .matrixProduct(logits.minus(graph.constant(means.array(), count, classes))
                        .reshaped(count, classes, 1))
                .reshaped(count, classes)
                .ofEachRow("ReduceSumSquare")
                .reshaped(1, count)
                .ofEachRow("ReduceMin");
    }

    private static Map<String, String> metadata(SymbolClassifier classifier) throws IOException {
        Map<String, String> metadata = new HashMap<>();
        metadata.put("network", classifier.network().name());
        metadata.put("labels", JSON.writeValueAsString(classifier.labels()));
        metadata.put("input", JSON.writeValueAsString(classifier.network().input()));
        metadata.put("provenance", JSON.writeValueAsString(classifier.provenance()));
        if (classifier.rejection().isPresent()) {
            metadata.put("rejection", JSON.writeValueAsString(classifier.rejection()));
        }
        return metadata;
    }
}
