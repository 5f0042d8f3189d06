package mathsymbols.predict;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Properties;
import org.bytedeco.opencv.global.opencv_core;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Where a classifier comes from, so that it can be made again.
 *
 * @param data SHA-256 of the data set it was trained on
 * @param splitSeed seed of the split into training, validation and test images
 * @param baseWeights SHA-256 of the weights file of the network beneath the trained layer
 * @param testAccuracy share of the test images classified rightly, 0 … 1
 * @param date day of the training, ISO 8601
 * @param versions of Java and the libraries that computed it
 */
public record Provenance(
        String data,
        long splitSeed,
        String baseWeights,
        double testAccuracy,
        String date,
        Map<String, String> versions) {
    private static final String DL4J = "/META-INF/maven/org.deeplearning4j/deeplearning4j-nn/pom.properties";

    public Provenance {
        versions = Map.copyOf(versions);
    }

    /** Provenance of a classifier that was trained today by what runs now. */
    public static Provenance now(String data, long splitSeed, String baseWeights, double testAccuracy) {
        Map<String, String> versions = Map.of(
                "java", Runtime.version().toString(),
                "deeplearning4j", deeplearning4j(),
                "opencv", opencv_core.CV_VERSION());
        return new Provenance(
                data, splitSeed, baseWeights, testAccuracy, LocalDate.now().toString(), versions);
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
}
