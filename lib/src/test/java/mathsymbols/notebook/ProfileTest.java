package mathsymbols.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mathsymbols.data.ImageRef;
import mathsymbols.data.Split;
import org.junit.jupiter.api.Test;

class ProfileTest {
    @Test
    void theFullProfileKeepsTheWholeSplitAndTheQuickOnePartOfEachClass() {
        Split split = split();

        assertThat(Profile.FULL.of(split, false)).isEqualTo(split);
        assertThat(Profile.QUICK.of(split, false).train())
                .hasSize(380)
                .extracting(ImageRef::label)
                .containsAll(split.classes());
        assertThat(Profile.QUICK.of(split, false).test()).hasSize(114);
    }

    @Test
    void theQuickProfileLearnsFromFewerImagesWhereTheyAreGenerated() {
        Split sample = Profile.QUICK.of(split(), true);

        assertThat(sample.train()).hasSize(228).extracting(ImageRef::label).containsAll(split().classes());
        assertThat(sample.validation())
                .isEqualTo(Profile.QUICK.of(split(), false).validation());
        assertThat(sample.test()).isEqualTo(Profile.QUICK.of(split(), false).test());
    }

    @Test
    void theFullProfileHasTheReportsSizes() {
        assertThat(Profile.FULL.batchSize()).isEqualTo(64);
        assertThat(Profile.FULL.steps(6790)).isEqualTo(107);
        assertThat(Profile.FULL.momentum(6790)).isEqualTo(0.99);
        assertThat(Profile.FULL.searchImages()).isEqualTo(Integer.MAX_VALUE);
        assertThat(Profile.FULL.maxEpochs()).isEqualTo(100);
        assertThat(Profile.FULL.trialEpochs()).isEqualTo(2);
        assertThat(Profile.FULL.epochs()).isEqualTo(100);
        assertThat(Profile.FULL.patience()).isEqualTo(5);
        assertThat(Profile.FULL.headEpochs()).isEqualTo(20);
    }

    @Test
    void theReaderTakesTenMinutesUnderFullAndLessThanOneUnderQuick() {
        assertThat(Profile.FULL.readerEpochs()).isEqualTo(24);
        assertThat(Profile.FULL.readerSteps(6790)).isEqualTo(107);
        assertThat(380 * Profile.QUICK.readerEpochs()).isLessThan(60 * 200); // images a second on two cores
    }

    @Test
    void profilesAreWrittenInLowerCase() {
        assertThat(Profile.QUICK).hasToString("quick");
        assertThat(Profile.named("Full")).isEqualTo(Profile.FULL);
    }

    private static Split split() {
        List<String> classes =
                IntStream.range(0, 19).mapToObj(i -> "c" + (char) ('a' + i)).toList();
        List<ImageRef> images = classes.stream()
                .flatMap(label -> Stream.iterate(0, i -> i + 1).limit(100).map(i -> new ImageRef(label, i + ".png")))
                .toList();
        return new Split(classes, images, images, images);
    }
}
