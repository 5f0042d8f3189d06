package mathsymbols.notebook.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jsoup.Jsoup;

/** What the pages of a run under {@code tiny} say, held against what it was run with. */
final class Sentences {
    /** Said once whatever the run was, and false for some or all of them; and what no reader should meet. */
    private static final List<String> NEVER = List.of(
            "black ink (0), and little between",
            "for two epochs",
            "the same number as in the report",
            "the weights are those of Oxford's",
            "stays harmless here",
            "each is a change of a few lines",
            "by up to 0.00",
            "by up to -",
            "Provenance[",
            "Source[",
            "Optional[",
            "NaN");

    /** The texts of the chapters and of the index, by their files' names. */
    private final Map<String, String> texts = new HashMap<>();

    Sentences(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path page : (Iterable<Path>) files::iterator) {
                String name = page.getFileName().toString();
                if (name.matches("(\\d\\d_.*|index)\\.html")) {
                    texts.put(name, Jsoup.parse(page.toFile()).text());
                }
            }
        }
    }

    /** Checks all of them. */
    void areTrueFor(boolean realImages, boolean trainedWeights) {
        assertThat(texts).as("seven chapters and the index").hasSize(8);
        texts.forEach((page, text) -> assertThat(text).as(page).doesNotContain(NEVER));
        for (String page : texts.keySet()) {
            stands(!realImages, page, "This run uses generated sample images");
            stands(!trainedWeights, page, "random frozen weights for VGG19");
        }
        stands(!trainedWeights, "index.html", "VGG19 with random weights");
        stands(true, "05_predict_your_own.html", "under the profile tiny");
        stands(!realImages, "05_predict_your_own.html", "trained on generated images");
        stands(!trainedWeights, "05_predict_your_own.html", "random weights: its answers mean nothing");
        stands(!trainedWeights, "06_conclusion.html", "VGG19 with random weights");
        stands(true, "06_conclusion.html", "the tiny profile uses fewer images");
        stands(!realImages, "06_conclusion.html", "the images are generated");
        stands(!trainedWeights, "06_conclusion.html", "VGG19's weights are random");
    }

    /** Checks that a page says something, or that it does not. */
    void stands(boolean expected, String page, String sentence) {
        assertThat(texts.get(page).contains(sentence))
                .as("\"%s\" in %s", sentence, page)
                .isEqualTo(expected);
    }
}
