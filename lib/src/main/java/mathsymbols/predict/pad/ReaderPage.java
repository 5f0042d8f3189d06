package mathsymbols.predict.pad;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import mathsymbols.io.AtomicFile;
import mathsymbols.io.InputException;
import mathsymbols.io.Json;
import mathsymbols.predict.FoldedReader;
import mathsymbols.predict.FoldedReader.Filters;
import mathsymbols.predict.Rejection;
import mathsymbols.predict.SymbolClassifier;

/**
 * A page that reads by itself: a pad to draw on, which takes photos, too, with the small reader inside. Its weights are
 * those of {@link FoldedReader#quantised}, 8 bits each. It asks nobody for anything, so it works from a file, on a phone
 * and inside a notebook, with no server behind it.
 *
 * @param html the whole page
 */
public record ReaderPage(String html) {
    /** What the script is told; it knows how the layers follow one another. */
    private record Model(List<String> labels, List<Shape> layers, Optional<Rejection> rejection, String weights) {}

    private record Shape(int outputs, int inputs) {}

    /**
     * The page of a classifier, which stays the caller's to close.
     *
     * @throws InputException if its network is not the reader
     */
    public static ReaderPage of(SymbolClassifier classifier) {
        String about = String.format(
                Locale.ROOT,
                "The reader knows %d symbols and read %.1f %% of the test images right. Nothing leaves this page.",
                classifier.labels().size(),
                100 * classifier.provenance().testAccuracy());
        String warning = classifier
                .provenance()
                .warning()
                .map(sentence -> "<p class=\"warning\" role=\"note\">" + sentence + "</p>")
                .orElse("");
        return new ReaderPage(resource("reader.html")
                .replace("{{style}}", resource("pad.css").strip())
                .replace("{{about}}", about)
                .replace("{{warning}}", warning)
                .replace(
                        "{{script}}",
                        resource("reader.js")
                                + resource("pad.js")
                                + resource("photo.js").strip())
                .replace("{{model}}", model(classifier)));
    }

    private static String model(SymbolClassifier classifier) {
        FoldedReader reader = classifier.folded();
        List<Filters> layers = new ArrayList<>(reader.convolutions());
        layers.add(reader.dense());
        ByteArrayOutputStream weights = new ByteArrayOutputStream();
        layers.forEach(layer -> weights.writeBytes(layer.bytes()));
        Model model = new Model(
                classifier.labels(),
                layers.stream()
                        .map(layer -> new Shape(layer.bias().length, layer.inputs()))
                        .toList(),
                classifier.rejection(),
                Base64.getEncoder().encodeToString(weights.toByteArray()));
        try {
            // A label must not end the script that it stands in.
            return Json.MAPPER.writeValueAsString(model).replace("<", "\\u003c");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = ReaderPage.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the page, whole or not at all. */
    public void write(Path file) throws IOException {
        AtomicFile.write(file, out -> out.write(html.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * The page in a frame that carries it along, for a notebook's output. The frame is as high as what is in it: on a phone a
     * finger that moves over the paper draws, and could not scroll to what lies below.
     */
    public String frame() {
        return """
                <div class="math-symbols-reader">
                <iframe title="A pad to draw on, with the reader inside" width="100%%" height="720" style="border: 0"
                        onload="const body = this.contentDocument.body;
                                const fit = () => { this.style.height = body.offsetHeight + 'px'; };
                                fit();
                                new ResizeObserver(fit).observe(body);"
                        srcdoc="%s"></iframe>
                </div>
                """.formatted(html.replace("&", "&amp;").replace("\"", "&quot;"));
    }
}
