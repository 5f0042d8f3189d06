package mathsymbols.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mathsymbols.io.Hashes;
import mathsymbols.io.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitTest {
    @TempDir
    Path folder;

    /** The expected lists were made by Python's {@code random} and NumPy with the report's two steps. */
    @Test
    void twoSmallClassesAreSplitAsTheReportsToolsSplitThem() throws IOException {
        for (String label : List.of("a", "b")) {
            Files.createDirectories(folder.resolve(label));
            for (String name : List.of("B", "a", "C", "d", "E", "f", "G", "h", "I", "j", "K")) {
                Files.write(folder.resolve(label).resolve(name + ".png"), new byte[1]);
            }
        }
        try (Dataset dataset = Dataset.open(folder)) {
            Split split = Split.ofReport(dataset);

            assertThat(names(split.train())).isEqualTo("a/C b/C a/B a/E a/h a/f b/h a/I b/E a/K b/f a/j b/G a/G");
            assertThat(names(split.validation())).isEqualTo("b/K b/j b/B b/I");
            assertThat(names(split.test())).isEqualTo("a/a a/d b/a b/d");
        }
    }

    private static String names(List<ImageRef> images) {
        return images.stream()
                .map(image -> image.toString().replace(".png", ""))
                .collect(Collectors.joining(" "));
    }

    @Test
    void aClassTooSmallForTheSplitIsNamed() throws IOException {
        TestImages.folder(folder, 12, "add", "sub");
        TestImages.folder(folder, 9, "mul");

        try (Dataset dataset = Dataset.open(folder)) {
            assertThatThrownBy(() -> Split.ofReport(dataset))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("\"mul\"")
                    .hasMessageContaining("9 images")
                    .hasMessageContaining(folder.toString());
        }
    }

    @Test
    void aSubsetKeepsEachClassesShareAndTheOrder() {
        Split whole = split(600, 300, 100);

        Split subset = whole.subset(100, 50, 20);

        assertThat(counts(subset.train())).isEqualTo(Map.of("a", 60L, "b", 30L, "c", 10L));
        assertThat(counts(subset.validation())).isEqualTo(Map.of("a", 30L, "b", 15L, "c", 5L));
        assertThat(counts(subset.test())).isEqualTo(Map.of("a", 12L, "b", 6L, "c", 2L));
        assertThat(whole.train()).containsSubsequence(subset.train());
        assertThat(whole.subset(100, 50, 20)).isEqualTo(subset);
    }

    @Test
    void aSubsetHasEveryClassHoweverSmall() {
        Split subset = split(1000, 1, 1).subset(3, 10, 5000);

        assertThat(counts(subset.train())).isEqualTo(Map.of("a", 1L, "b", 1L, "c", 1L));
        assertThat(counts(subset.validation())).isEqualTo(Map.of("a", 8L, "b", 1L, "c", 1L));
        assertThat(subset.test()).as("not longer than asked for").hasSize(1002);
        assertThat(counts(split(9, 9, 9).subset(1, 9, 9).train())).isEqualTo(Map.of("a", 1L, "b", 1L, "c", 1L));
    }

    @Test
    void everySizeOfSubsetIsMetToTheImage() {
        Split whole = split(53, 17, 31);

        for (int size = 3; size <= 101; size++) {
            Split subset = whole.subset(size, 101, 101);
            assertThat(subset.train()).hasSize(size);
            assertThat(subset.validation()).isEqualTo(whole.validation());
        }
    }

    /** Three lists that are the same, of three classes with so many images each. */
    private static Split split(int a, int b, int c) {
        List<ImageRef> images = Stream.of(images("a", a), images("b", b), images("c", c))
                .flatMap(Function.identity())
                .toList();
        return new Split(List.of("a", "b", "c"), images, images, images);
    }

    private static Stream<ImageRef> images(String label, int count) {
        return IntStream.range(0, count).mapToObj(i -> new ImageRef(label, i + ".png"));
    }

    private static Map<String, Long> counts(List<ImageRef> images) {
        return images.stream().collect(Collectors.groupingBy(ImageRef::label, Collectors.counting()));
    }

    @Test
    void theListsAreSavedAsTheyAreHashed() throws IOException {
        Split split = split(3, 2, 1);

        split.save(folder);

        assertThat(folder.resolve("split_train.txt"))
                .hasContent("a/0.png\na/1.png\na/2.png\nb/0.png\nb/1.png\nc/0.png\n");
        for (String list : List.of("train", "validation", "test")) {
            assertThat(Hashes.sha256(folder.resolve("split_" + list + ".txt"))).isEqualTo(Split.sha256(split.train()));
        }
    }

    @Test
    void noImageIsInTwoLists() throws IOException {
        try (Dataset dataset = Dataset.open(TestImages.folder(folder, 23, "add", "mul", "sub"))) {
            Split split = Split.ofReport(dataset);

            Set<ImageRef> all = new HashSet<>(split.train());
            all.addAll(split.validation());
            all.addAll(split.test());
            assertThat(all).hasSize(69);
            assertThat(split.train().size()
                            + split.validation().size()
                            + split.test().size())
                    .isEqualTo(69);
        }
    }
}
