package mathsymbols.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import mathsymbols.io.InputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PixelCacheTest {
    @TempDir
    Path folder;

    private Path images;
    private Path data;
    private final AtomicLong decoded = new AtomicLong();

    @BeforeEach
    void makeImages() throws IOException {
        images = TestImages.folder(folder.resolve("images"), 12, "add", "sub");
        data = folder.resolve("data");
    }

    private SplitImages open() {
        try (Dataset dataset = Dataset.open(images)) {
            decoded.set(0);
            return PixelCache.open(
                    dataset, Split.ofReport(dataset), data, (task, done, total) -> decoded.incrementAndGet());
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(data)) {
            return files.toList();
        }
    }

    @Test
    void everyImageIsFoundAgainInItsSet() throws IOException {
        SplitImages sets = open();

        assertThat(decoded).hasValue(24);
        assertThat(sets.skipped()).isEmpty();
        assertThat(sets.train().size()).isEqualTo(15);
        assertThat(sets.validation().size()).isEqualTo(5);
        assertThat(sets.test().size()).isEqualTo(4);
        assertThat(sets.train().shape()).containsExactly(3, 224, 224);
        for (ImageSet set : List.of(sets.train(), sets.validation(), sets.test())) {
            for (int i = 0; i < set.size(); i++) {
                int grey =
                        set.label(i) * 100 + Integer.parseInt(set.ref(i).file().replace(".png", ""));
                FloatBuffer values = FloatBuffer.allocate(Images.VALUES);
                set.read(i, values);
                assertThat(set.className(i)).isEqualTo(sets.classes().get(set.label(i)));
                assertThat(set.pixels(i)).containsOnly(grey);
                assertThat(values.hasRemaining()).isFalse();
                assertThat(values.array()).containsOnly(grey / 255f);
                assertThat(set.image(i).getRGB(9, 9) & 255).isEqualTo(grey);
            }
        }
    }

    @Test
    void aSecondOpeningDecodesNothing() {
        String key = open().key();

        assertThat(open().key()).isEqualTo(key);
        assertThat(decoded).hasValue(0);
    }

    @Test
    void theCacheIsBuiltAnewWhenAnImageHasChanged() throws IOException {
        String key = open().key();
        Files.write(images.resolve("add/3.png"), TestImages.png(250));

        assertThat(open().key()).isNotEqualTo(key);
        assertThat(decoded).hasValue(24);
    }

    @Test
    void twoDataSetsOfTheSameSizesKeepACacheEach() throws IOException {
        Path first = images;
        open();
        images = TestImages.folder(folder.resolve("others"), 12, "mul", "div");
        open();
        assertThat(decoded).hasValue(24);

        images = first;
        open();
        assertThat(decoded).hasValue(0);
        assertThat(files()).hasSize(2);
    }

    @Test
    void theCacheIsBuiltAnewWhenItsFileIsCutOffOrOverwritten() throws IOException {
        open();
        Path file = files().get(0);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(Files.size(file) / 2);
        }
        open();
        assertThat(decoded).as("what was cut off").hasPositiveValue();

        Files.write(file, new byte[(int) Files.size(file)]);
        SplitImages sets = open();
        assertThat(decoded).hasValue(24);
        assertThat(sets.train().size()).isEqualTo(15);
    }

    @Test
    void unreadableImagesAreNamedSkippedAndCounted() throws IOException {
        byte[] cut = TestImages.jpeg(9);
        Files.write(images.resolve("add/3.png"), Arrays.copyOf(TestImages.png(3), 60));
        Files.write(images.resolve("sub/4.png"), Arrays.copyOf(cut, cut.length - 20));

        for (int opening = 0; opening < 2; opening++) {
            SplitImages sets = open();

            assertThat(sets.skipped())
                    .as("opening %d", opening)
                    .containsExactlyInAnyOrder(
                            "add/3.png is damaged or cut off: replace it or take it away.",
                            "sub/4.png is damaged or cut off: replace it or take it away.");
            assertThat(sets.train().size()
                            + sets.validation().size()
                            + sets.test().size())
                    .isEqualTo(22);
            for (ImageSet set : List.of(sets.train(), sets.validation(), sets.test())) {
                for (int i = 0; i < set.size(); i++) {
                    assertThat(set.ref(i)).isNotIn(new ImageRef("add", "3.png"), new ImageRef("sub", "4.png"));
                    assertThat(set.pixels(i)[0] & 255)
                            .isEqualTo(set.label(i) * 100
                                    + Integer.parseInt(set.ref(i).file().replace(".png", "")));
                }
            }
        }
    }

    @Test
    void imagesOfWhichNoneCanBeReadAreRefused() throws IOException {
        for (String label : List.of("add", "sub")) {
            for (int i = 0; i < 12; i++) {
                Files.write(images.resolve(label + "/" + i + ".png"), new byte[9]);
            }
        }

        assertThatThrownBy(this::open)
                .isInstanceOf(InputException.class)
                .hasMessageContaining("None of the 15 training images can be read")
                .hasMessageContaining(".png");
    }

    @Test
    void anInterruptionIsACancellationAfterWhichTheDecodingGoesOn() throws IOException {
        Thread.currentThread().interrupt();
        assertThatThrownBy(this::open).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();

        assertThat(open().train().size()).isEqualTo(15);
        Thread.currentThread().interrupt();
        assertThatThrownBy(this::open).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        open();
        assertThat(decoded).as("the cache that was there is kept").hasValue(0);
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        data = Files.writeString(folder.resolve("occupied"), "a file").resolve("data");

        assertThatThrownBy(this::open).isInstanceOf(InputException.class).hasMessageContaining("occupied");
    }

    @Test
    void aDamagedImageIsNamedAndDecodedAnew() throws IOException {
        open();
        Path file = files().get(0);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
        ImageSet test = open().test();

        assertThat(decoded).hasValue(0);
        assertThatThrownBy(() -> test.pixels(test.size() - 1))
                .isInstanceOf(InputException.class)
                .hasMessage(file + " is damaged in block 1: run again, and that block is made anew.");
        open();
        assertThat(decoded).as("the images of that block").hasValue(8);
    }

    @Test
    void whatEarlierVersionsLeftIsSweptAway() throws IOException {
        Files.createDirectories(data);
        for (String name : List.of("pixels-15-5-4.u8", ".pixels-15-5-4.u8.0a1b.part", "pixels-1-1-1.u8")) {
            Files.write(data.resolve(name), new byte[9]);
        }
        Files.write(data.resolve("pixels-99-5-4-01234567.rows"), new byte[9]);
        open();

        assertThat(files())
                .extracting(file -> file.getFileName().toString())
                .hasSize(2)
                .contains("pixels-99-5-4-01234567.rows")
                .anyMatch(name -> name.matches("pixels-15-5-4-[0-9a-f]{8}\\.rows"));
    }

    @Test
    void allSetsOneAfterTheOtherAreOneSet() {
        SplitImages sets = open();
        ImageSet all = sets.all();

        assertThat(all.size()).isEqualTo(24);
        assertThat(all.ref(0)).isEqualTo(sets.train().ref(0));
        assertThat(all.pixels(15)).isEqualTo(sets.validation().pixels(0));
        assertThat(all.pixels(23)).isEqualTo(sets.test().pixels(3));
    }

    @Test
    void aSubsetIsAViewOfSomeImages() {
        ImageSet train = open().train();

        ImageSet subset = train.subset(4, 0, 4);

        assertThat(subset.size()).isEqualTo(3);
        assertThat(subset.ref(0)).isEqualTo(train.ref(4));
        assertThat(subset.pixels(1)).isEqualTo(train.pixels(0));
        assertThat(subset.label(2)).isEqualTo(train.label(4));
        assertThat(subset.classes()).isEqualTo(train.classes());
    }
}
