package mathsymbols;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mathsymbols.data.Dataset;
import mathsymbols.data.ImageRef;
import mathsymbols.data.sample.Sample;
import mathsymbols.plot.Figure;
import mathsymbols.predict.Prediction;
import mathsymbols.predict.Prediction.Candidate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a machine reads is the same whatever digits and letters the user's language has. */
class LocaleTest {
    /** A format with a number in it that takes the digits of the user's language. */
    private static final Pattern LOCAL =
            Pattern.compile("\"([^\"\\\\\\n]|\\\\.)*%[-#+ 0,(]*[0-9]*(\\.[0-9]+)?[dfgeEGxX]([^\"\\\\\\n]|\\\\.)*\""
                    + "\\s*\\)?\\s*\\.formatted\\(|String\\.format\\(\\s*\""
                    + "|\\.to(Lower|Upper)Case\\(\\)"
                    + "|new DecimalFormat\\(\\s*\"[^\"]*\"\\s*\\)");

    private final Locale usual = Locale.getDefault();

    @TempDir
    private Path folder;

    @AfterEach
    void restore() {
        Locale.setDefault(usual);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar-EG", "fa-IR", "tr-TR", "de-DE", "th-TH-u-nu-thai"})
    void filesAndPagesAreThoseOfEnglish(String tag) throws IOException {
        Locale.setDefault(Locale.ENGLISH);
        List<String> english = written(folder.resolve("english.zip"));

        Locale.setDefault(Locale.forLanguageTag(tag));

        assertThat(written(folder.resolve("other.zip"))).isEqualTo(english);
    }

    private static List<String> written(Path archive) throws IOException {
        Sample.generate(archive, 7, 4);
        try (Dataset sample = Dataset.open(archive)) {
            String names = String.join(
                    " ", sample.images().stream().map(ImageRef::toString).toList());
            Prediction answer = new Prediction(List.of(new Candidate("7", 0.9), new Candidate("1", 0.1)));
            return List.of(names, sample.sha256(), tags(), answer.toString());
        }
    }

    private static String tags() {
        return new Figure(20, 10, "a dot", g -> g.fillRect(4, 4, 1, 1)).html().replaceAll("base64,[^\"]*", "");
    }

    @Test
    void noProgramWritesNumbersInTheUsersLanguage() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            for (Path source : sources) {
                assertThat(LOCAL.matcher(Files.readString(source)).results().map(found -> found.group()))
                        .as("%s: write String.format(Locale.ROOT, …)", source)
                        .isEmpty();
            }
        }
    }
}
