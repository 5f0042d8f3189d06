package mathsymbols.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import mathsymbols.data.sample.Sample;
import mathsymbols.io.Hashes;
import mathsymbols.io.InputException;
import mathsymbols.io.Progress;
import mathsymbols.report.Basis;
import mathsymbols.report.Caveat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @TempDir
    private Path root;

    private final Map<String, String> environment = new HashMap<>(Map.of("MATH_SYMBOLS_WEIGHTS", "none"));

    @BeforeEach
    void makeProject() throws IOException {
        Files.createDirectories(root.resolve("notebooks"));
        Files.createDirectories(root.resolve("environment"));
        Sample.generate(root.resolve("data/sample.zip"), 1, 10);
    }

    private Settings load() {
        return Settings.of(environment, root.resolve("notebooks"), Progress.NONE);
    }

    @Test
    void aNotebookOpenedByHandFindsTheProjectAndTakesTheSample() {
        Settings settings = load();

        assertThat(settings.home().root()).isEqualTo(root);
        assertThat(settings.profile()).isEqualTo(Profile.QUICK);
        assertThat(settings.images().path()).isEqualTo(root.resolve("data/sample.zip"));
        assertThat(settings.images().sample()).isTrue();
        assertThat(settings.reports()).isEqualTo(root.resolve("reports"));
        assertThat(settings.banner()).hasValueSatisfying(banner -> assertThat(banner)
                .contains("generated sample images", "random frozen weights"));
        assertThat(settings.caveat()).hasValueSatisfying(caveat -> assertThat(caveat.sentence())
                .contains("cannot be compared", "the quick profile", "the images are generated", "weights are random"));
    }

    @Test
    void withRandomWeightsOnlyTheAlexNetOfAFullRunCanBeCompared() {
        ImageSource real = new ImageSource(root, false, 10_071, "of the images");
        Path file = root.resolve("vgg19.h5");

        assertThat(Banner.caveat(Profile.FULL, real, WeightsSource.NONE)).hasValueSatisfying(caveat -> {
            assertThat(caveat.otherwise()).containsExactly(Basis.WEIGHTS);
            assertThat(caveat.sentence())
                    .startsWith("VGG19's results cannot be compared")
                    .endsWith("AlexNet's can.");
        });
        assertThat(Banner.caveat(
                        Profile.FULL, real, new WeightsSource(Optional.of(file), Optional.of("of the weights"))))
                .isEmpty();
        assertThat(Banner.caveat(
                        Profile.TINY, real, new WeightsSource(Optional.of(file), Optional.of("of the weights"))))
                .hasValueSatisfying(caveat -> assertThat(caveat.sentence()).doesNotContain("generated"));
    }

    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void whatAPageSaysOfItselfIsTrueForItsImagesAndWeights(boolean sample, boolean trained) {
        ImageSource images = new ImageSource(root, sample, 190, "of the images");
        WeightsSource weights = trained
                ? new WeightsSource(Optional.of(root.resolve("vgg19.h5")), Optional.of("of the weights"))
                : WeightsSource.NONE;

        for (Profile profile : Profile.values()) {
            String banner = Banner.of(profile, images, weights).orElse("");
            assertThat(banner.contains("generated")).isEqualTo(sample);
            assertThat(banner.contains("random")).isNotEqualTo(trained);
            assertThat(banner.contains("into data/")).isEqualTo(sample);
            assertThat(banner.contains("_notop.h5 into models/")).isNotEqualTo(trained);
            assertThat(banner.contains("let ./reproduce" + (sample ? " --data kaggle" : "")
                            + (trained ? "" : " --weights download")))
                    .isEqualTo(sample || !trained);
            assertThat(banner.split("cannot be compared").length - 1).isEqualTo(sample || !trained ? 1 : 0);
            assertThat(banner.contains("for the generated ones take quick"))
                    .isEqualTo(sample && profile == Profile.FULL);
            Optional<Caveat> caveat = Banner.caveat(profile, images, weights);
            String sentence = caveat.map(Caveat::sentence).orElse("");
            assertThat(sentence.contains("the images are generated")).isEqualTo(sample);
            assertThat(sentence.contains("weights are random")).isNotEqualTo(trained);
            assertThat(sentence.contains(profile + " profile")).isEqualTo(profile != Profile.FULL);
            assertThat(caveat.isEmpty()).isEqualTo(!sample && trained && profile == Profile.FULL);
        }
    }

    @Test
    void aFolderOfClassesInTheDataFolderComesBeforeTheSample() throws IOException {
        Files.createDirectories(root.resolve("data/a-folder-of-something-else"));
        Path folder = root.resolve("data/mine");
        for (String label : new String[] {"0", "1"}) {
            Files.createDirectories(folder.resolve(label));
            Files.write(folder.resolve(label).resolve("a.png"), new byte[] {1});
        }

        assertThat(load().images().path()).isEqualTo(folder);
        assertThat(load().images().sample()).isFalse();
    }

    @Test
    void aNotebooksProcessGetsTheSameSettings() {
        environment.put("MATH_SYMBOLS_PROFILE", "full");
        environment.put("MATH_SYMBOLS_OWN_IMAGES", "src/test"); // as seen from here, not from the notebook's folder
        Settings settings = load();

        assertThat(settings.ownImages())
                .isAbsolute()
                .isEqualTo(Path.of("src/test").toAbsolutePath());

        assertThat(Settings.of(settings.environment(), Path.of("/"), Progress.NONE))
                .isEqualTo(settings);
    }

    @Test
    void wordsThatAreNotRightAreAnsweredInASentence() {
        environment.put("MATH_SYMBOLS_PROFILE", "fast");
        assertThatThrownBy(this::load)
                .isInstanceOf(InputException.class)
                .hasMessageContaining("\"fast\"")
                .hasMessageContaining("quick");
        environment.put("MATH_SYMBOLS_PROFILE", "QUICK");
        environment.put("MATH_SYMBOLS_BACKEND", "tpu");
        assertThatThrownBy(this::load)
                .isInstanceOf(InputException.class)
                .hasMessageContaining("\"tpu\"")
                .hasMessageContaining("cuda");
    }

    @Test
    void filesThatAreNotThereAreNamed() {
        environment.put("MATH_SYMBOLS_WEIGHTS", root + "/gone.h5");
        assertThatThrownBy(this::load)
                .isInstanceOf(InputException.class)
                .hasMessageContaining("gone.h5")
                .hasMessageContaining("--weights");
        environment.put("MATH_SYMBOLS_OWN_IMAGES", "gone-images");
        environment.put("MATH_SYMBOLS_WEIGHTS", "none");
        assertThatThrownBy(this::load).isInstanceOf(InputException.class).hasMessageContaining("gone-images");
        environment.put("MATH_SYMBOLS_DATA", root + "/gone.zip");
        assertThatThrownBy(this::load).isInstanceOf(InputException.class).hasMessageContaining("gone.zip");
    }

    @Test
    void otherImagesInTheSamePlaceGetOtherCheckpointsAndTrials() {
        Settings settings = load();

        Path trials = settings.checkpoint("search", "0123456789");
        assertThat(trials)
                .hasFileName("search-quick-01234567")
                .isNotEqualTo(settings.checkpoint("search", "9876543210"));
    }

    @Test
    void imagesAndWeightsThatHaveMovedFindTheirRun() throws IOException {
        Path before = load().models();
        Path moved = root.resolve("elsewhere/mine.zip");
        Files.createDirectories(moved.getParent());
        Files.move(root.resolve("data/sample.zip"), moved);
        environment.put("MATH_SYMBOLS_DATA", moved.toString());

        assertThat(load().models()).isEqualTo(before);
        environment.put("MATH_SYMBOLS_WEIGHTS", weights("a").toString());
        Path with = load().models();
        assertThat(with).isNotEqualTo(before);
        weights("other");
        assertThat(load().models()).isNotEqualTo(with);
        Sample.generate(moved, 2, 10);
        assertThat(load().models()).isNotEqualTo(before);
    }

    private Path weights(String content) throws IOException {
        return Files.writeString(root.resolve("weights.h5"), content);
    }

    @Test
    void whatDidNotChangeIsNotReadAgain() throws IOException {
        KnownHashes known = KnownHashes.of(load().home());
        Path file = weights("content");

        String first = "1".repeat(64);
        String second = "2".repeat(64);

        assertThat(known.of(file, () -> first)).isEqualTo(first);
        assertThat(known.of(file, () -> second)).isEqualTo(first);
        weights("another content");
        assertThat(known.of(file, () -> second)).isEqualTo(second);
        Files.writeString(root.resolve("models/known-hashes.json"), "{");
        assertThat(known.of(file, () -> first)).isEqualTo(first);
    }

    @Test
    void aFolderThatWasNamedByPathsGetsItsNewName() throws IOException {
        Settings settings = load();
        String paths = root.resolve("data/sample.zip") + "\nnone";
        Path older = root.resolve("models/quick-"
                + Hashes.sha256(paths.getBytes(StandardCharsets.UTF_8)).substring(0, 8));
        Files.createDirectories(older);
        Files.writeString(older.resolve("vgg19_head.weights"), "learnt");

        Run.begin(settings);

        assertThat(older).doesNotExist();
        assertThat(settings.require("vgg19_head.weights", "03")).hasContent("learnt");
    }

    @Test
    void whereAFileIsMissingTheRunsThatHaveItAreNamed() throws IOException {
        environment.put("MATH_SYMBOLS_PROFILE", "full");
        Settings full = load();
        Run.begin(full);
        Files.writeString(full.models().resolve("vgg19_head.weights"), "learnt");
        environment.put("MATH_SYMBOLS_PROFILE", "quick");
        Settings quick = load();
        Run.begin(quick);

        assertThatThrownBy(() -> quick.require("vgg19_head.weights", "03_vgg19_transfer"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("run notebook 03_vgg19_transfer first")
                .hasMessageContaining("under full with the generated sample (190 images) and random weights: start"
                        + " environment/notebook with MATH_SYMBOLS_PROFILE=full to open it.");
        assertThatThrownBy(() -> quick.require("alexnet_history.json", "02_alexnet_tuning"))
                .message()
                .endsWith("which makes it.");
    }

    @Test
    void outsideAProjectTheRemedyIsTold() {
        assertThatThrownBy(() -> Home.find(Map.of(), root.getRoot()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("MATH_SYMBOLS_HOME");
    }
}
