package mathsymbols.notebook.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import mathsymbols.data.ImageRef;
import mathsymbols.data.Split;
import mathsymbols.notebook.Profile;
import org.junit.jupiter.api.Test;

class EstimateTest {
    private static final Split REPORT = new Split(List.of("a"), images(6790), images(2263), images(1018));

    @Test
    void aPassOfAllImagesThroughVgg19TakesItsOperationsAtTheProcessorsSpeed() {
        Estimate vgg19 = Estimate.of(List.of("03"), Profile.FULL, REPORT, 150e9);

        double features = 10_071 * 28.5e9 / 150e9;
        assertThat(vgg19.seconds().get(0))
                .as("by tiles of Winograd's, which half of the processors have in the measured speed already")
                .isBetween(features / 1.6, features + 100);
    }

    @Test
    void aProcessorTwiceAsFastTakesHalfTheTimeButForWhatIsNotArithmetic() {
        double slow = seconds(Estimate.of(List.of("02"), Profile.FULL, REPORT, 100e9));
        double fast = seconds(Estimate.of(List.of("02"), Profile.FULL, REPORT, 200e9));
        double faster = seconds(Estimate.of(List.of("02"), Profile.FULL, REPORT, 400e9));

        assertThat(slow - fast).isCloseTo(2 * (fast - faster), within(0.01)).isGreaterThan(slow / 3);
    }

    @Test
    void theLastChapterTakesTheReadersEpochsAndVgg19OnSpoiltImages() {
        double seconds = seconds(Estimate.of(List.of("07"), Profile.FULL, REPORT, 100e9));

        assertThat(seconds)
                .as("24 epochs, seven times 6, and VGG19 on 38 images in 41 states")
                .isBetween(1500.0, 3000.0);
    }

    @Test
    void whatIsLeftIsCorrectedByWhatWasSeenAsFarAsThatWeighs() {
        Estimate estimate = new Estimate(List.of(10.0, 100.0, 50.0));

        assertThat(estimate.total()).hasSeconds(160);
        assertThat(estimate.left(List.of(), 4)).hasSeconds(156);
        assertThat(estimate.left(List.of(10.0), 50)).as("as expected").hasSeconds(100);
        assertThat(estimate.left(List.of(26.0), 50))
                .as("a tenth of the whole too long")
                .hasSeconds(115);
        assertThat(estimate.left(List.of(10.0, 180.0), 0))
                .as("half of the whole too long")
                .hasSeconds(75);
        assertThat(estimate.left(List.of(10.0), 500)).as("longer than thought").hasSeconds(50);
        assertThat(estimate.left(List.of(10.0, 100.0, 50.0), 0)).isZero();
    }

    @Test
    void timesAreSaidInWords() {
        assertThat(List.of(3, 44, 84, 87, 95, 130, 3590, 3600, 6640))
                .extracting(seconds -> Estimate.words(Duration.ofSeconds(seconds)))
                .containsExactly(
                        "10 seconds",
                        "40 seconds",
                        "80 seconds",
                        "90 seconds",
                        "2 minutes",
                        "2 minutes",
                        "1 hour",
                        "1 hour",
                        "1 hour 50 minutes");
    }

    private static double seconds(Estimate estimate) {
        return estimate.total().toMillis() / 1000.0;
    }

    private static List<ImageRef> images(int count) {
        return Collections.nCopies(count, new ImageRef("a", "1.png"));
    }
}
