package mathsymbols.predict;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.opencv.global.opencv_core;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Where a classifier comes from, so that it can be made again.
 *
 * @param profile how much of the experiment was run, such as {@code "full"}
 * @param images the data set it was trained on; not real where they were generated
 * @param splitSeed seed of the split into training, validation and test images
 * @param baseWeights the weights of the network beneath the trained layer, not real where they were random; empty where
 *     all was trained
 * @param testAccuracy share of the test images classified correctly, 0 … 1
 * @param date day of the training, ISO 8601
 * @param versions of Java and the libraries that computed it
 */
public record Provenance(
        String profile,
        Source images,
        long splitSeed,
        Optional<Source> baseWeights,
        double testAccuracy,
        String date,
        Map<String, String> versions) {
    private static final String DL4J = "/META-INF/maven/org.deeplearning4j/deeplearning4j-nn/pom.properties";

    /**
     * @param sha256 of the content
     * @param real whether it is the real thing, else a stand-in for trying things out
     */
    public record Source(String sha256, boolean real) {}

    public Provenance {
        versions = Map.copyOf(versions);
    }

    /** Provenance of a classifier that was trained from scratch today by what runs now. */
    public static Provenance now(String profile, Source images, long splitSeed, double testAccuracy) {
        return now(profile, images, splitSeed, Optional.empty(), testAccuracy);
    }

    /** Provenance of a classifier whose last layer was trained today by what runs now. */
    public static Provenance now(
            String profile, Source images, long splitSeed, Source baseWeights, double testAccuracy) {
        return now(profile, images, splitSeed, Optional.of(baseWeights), testAccuracy);
    }

    private static Provenance now(
            String profile, Source images, long splitSeed, Optional<Source> baseWeights, double testAccuracy) {
        Map<String, String> versions = Map.of(
                "java", Runtime.version().toString(),
                "deeplearning4j", deeplearning4j(),
                "opencv", opencv_core.CV_VERSION());
        return new Provenance(
                profile,
                images,
                splitSeed,
                baseWeights,
                testAccuracy,
                LocalDate.now().toString(),
                versions);
    }

    /** A sentence for those who ask a classifier that cannot know real handwriting; empty for one that may. */
    public Optional<String> warning() {
        List<String> standIns = new ArrayList<>();
        if (!images.real()) {
            standIns.add("generated images");
        }
        if (baseWeights.filter(weights -> !weights.real()).isPresent()) {
            standIns.add("random weights");
        }
        return standIns.isEmpty()
                ? Optional.empty()
                : Optional.of("This model was trained on " + String.join(" and ", standIns)
                        + ": its answers mean nothing about real handwriting.");
    }

    /** All that is written in words. */
    Stream<String> texts() {
        return Stream.of(
                        Stream.of(profile, images.sha256(), date),
                        baseWeights.map(Source::sha256).stream(),
                        versions.keySet().stream(),
                        versions.values().stream())
                .flatMap(texts -> texts);
    }

    private static String deeplearning4j() {
        try (InputStream in = MultiLayerNetwork.class.getResourceAsStream(DL4J)) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A sentence or two. */
    @Override
    public String toString() {
        String made = String.format(
                Locale.ROOT,
                "Trained on %s under the profile %s, with images of SHA-256 %.8s… split by seed %d; it reads %.1f %% of their"
                        + " test images right. Computed with %s.",
                date,
                profile,
                images.sha256(),
                splitSeed,
                100 * testAccuracy,
                new TreeMap<>(versions)
                        .entrySet().stream()
                                .map(version -> version.getKey() + " " + version.getValue())
                                .collect(Collectors.joining(", ")));
        return warning().map(sentence -> made + " " + sentence).orElse(made);
    }
}
