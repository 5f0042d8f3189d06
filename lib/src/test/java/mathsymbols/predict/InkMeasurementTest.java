package mathsymbols.predict;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import mathsymbols.data.Dataset;
import mathsymbols.data.ImageRef;
import mathsymbols.data.Images;
import mathsymbols.data.Split;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * What {@link Ink} is good for, asked of a classifier trained in full, which {@code MATH_SYMBOLS_CLASSIFIER} names. Prints
 * what it finds.
 */
@Tag("by-hand")
@EnabledIfEnvironmentVariable(named = "MATH_SYMBOLS_CLASSIFIER", matches = ".+")
class InkMeasurementTest {
    private static final int PER_CLASS = 5;
    private static final long SEED = 2024;

    private static SymbolClassifier classifier;

    @BeforeAll
    static void load() {
        classifier = SymbolClassifier.load(Path.of(System.getenv("MATH_SYMBOLS_CLASSIFIER")));
    }

    @AfterAll
    static void close() {
        classifier.close();
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "MATH_SYMBOLS_DATA", matches = ".+")
    void photographsAreReadFarMoreOftenWithInk() {
        List<String> labels = new ArrayList<>();
        List<BufferedImage> photos = new ArrayList<>();
        try (Dataset dataset = Dataset.open(Path.of(System.getenv("MATH_SYMBOLS_DATA")))) {
            Photographs photographs = new Photographs(SEED);
            for (ImageRef image : someOfEachClass(Split.ofReport(dataset))) {
                labels.add(image.label());
                photos.add(photographs.of(Images.decode(dataset.read(image), image.toString())));
            }
        }
        int plain = right("photographs as they are", photos, labels, photo -> photo);
        int withInk = right(
                "photographs with ink", photos, labels, photo -> Ink.of(photo).result());

        assertThat(withInk).isGreaterThan(plain).isGreaterThan(9 * photos.size() / 10);
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "MATH_SYMBOLS_OWN_IMAGES", matches = ".+")
    void theReportsOwnImagesAreReadNoWorseWithInk() throws IOException {
        Path folder = Path.of(System.getenv("MATH_SYMBOLS_OWN_IMAGES"));
        List<String> labels = Files.readAllLines(folder.resolve("labels.csv")).stream()
                .skip(1)
                .map(line -> line.split(",")[1])
                .toList();
        List<BufferedImage> images =
                OwnImage.readAll(folder).stream().map(OwnImage::picture).toList();
        int plain = right("own images as they are", images, labels, image -> image);
        int withInk = right(
                "own images with ink", images, labels, image -> Ink.of(image).result());

        assertThat(withInk).isGreaterThanOrEqualTo(plain);
    }

    private static List<ImageRef> someOfEachClass(Split split) {
        List<ImageRef> some = new ArrayList<>();
        for (String label : split.classes()) {
            List<ImageRef> images = split.test().stream()
                    .filter(image -> image.label().equals(label))
                    .toList();
            for (int i = 0; i < PER_CLASS; i++) {
                some.add(images.get(i * images.size() / PER_CLASS));
            }
        }
        return some;
    }

    private static int right(
            String what, List<BufferedImage> images, List<String> labels, UnaryOperator<BufferedImage> preparation) {
        List<Prediction> predictions =
                classifier.predict(images.stream().map(preparation).toList());
        int right = 0;
        for (int i = 0; i < labels.size(); i++) {
            if (predictions.get(i).label().equals(labels.get(i))) {
                right++;
            } else {
                System.out.println("  " + labels.get(i) + " read as " + predictions.get(i));
            }
        }
        System.out.println(what + ": " + right + " of " + labels.size());
        return right;
    }
}
