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
        List<String> classes =
                IntStream.range(0, 19).mapToObj(i -> "c" + (char) ('a' + i)).toList();
        List<ImageRef> images = classes.stream()
                .flatMap(label -> Stream.iterate(0, i -> i + 1).limit(100).map(i -> new ImageRef(label, i + ".png")))
                .toList();
        Split split = new Split(classes, images, images, images);

        assertThat(Profile.FULL.of(split)).isEqualTo(split);
        assertThat(Profile.QUICK.of(split).train())
                .hasSize(380)
                .extracting(ImageRef::label)
                .containsAll(classes);
        assertThat(Profile.QUICK.of(split).test()).hasSize(114);
    }

    @Test
    void profilesAreWrittenInLowerCase() {
        assertThat(Profile.QUICK).hasToString("quick");
        assertThat(Profile.named("Full")).isEqualTo(Profile.FULL);
    }
}
