package mathsymbols.predict.pad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import mathsymbols.data.Glyph;
import mathsymbols.data.Images;
import mathsymbols.data.sample.NonSymbol;
import mathsymbols.data.sample.Sample;
import mathsymbols.io.InputException;
import mathsymbols.nn.TransferHead;
import mathsymbols.nn.Vgg19;
import mathsymbols.predict.Cluster;
import mathsymbols.predict.Clusters;
import mathsymbols.predict.Confidence;
import mathsymbols.predict.FoldedReader;
import mathsymbols.predict.PictureFiles;
import mathsymbols.predict.Rejection;
import mathsymbols.predict.SymbolClassifier;
import mathsymbols.predict.TinyReader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Draws on the page that reads by itself, from a file, in a real browser. */
class ReaderPageBrowserTest {
    private static final List<String> LABELS = List.of(
            "0",
            "1",
            "2",
            "3",
            "4",
            "5",
            "6",
            "7",
            "8",
            "9",
            "add",
            "dec",
            "div",
            "eq",
            "mul",
            "sub",
            "x",
            "y",
            "</script>");
    private static final String FIRST = "(document.querySelector('#candidates li:first-child')?.textContent ?? '')";

    @TempDir
    static Path folder;

    private static Browser browser;
    private static SymbolClassifier classifier;
    private static Path file;

    @BeforeAll
    static void start() throws Exception {
        Optional<Path> program = Browser.find();
        assumeTrue(program.isPresent(), "No Chromium on this machine: the page that reads is not tried in a browser.");
        browser = new Browser(program.get(), folder.resolve("profile"));
        classifier = TinyReader.random(3, LABELS).rejecting(new Rejection(Confidence.ENERGY, -1e9));
        file = folder.resolve("reader.html");
        ReaderPage.of(classifier).write(file);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
            classifier.close();
        }
    }

    @BeforeEach
    void openThePage() throws Exception {
        browser.open(file.toUri());
    }

    @Test
    void itsProbabilitiesAreJavasForTwoHundredDrawings() throws Exception {
        FoldedReader quantised = classifier.folded().quantised();
        List<BufferedImage> drawings = new ArrayList<>();
        for (long seed = 1; seed <= 10; seed++) {
            drawings.addAll(Sample.drawings(seed).values());
            drawings.add(NonSymbol.SCRIBBLE.draw(seed));
        }
        drawings.set(0, strip(drawings.get(1)));
        assertThat(drawings).hasSize(200);
        for (BufferedImage drawing : drawings) {
            String png = Base64.getEncoder().encodeToString(PictureFiles.encoded(drawing, "png"));
            browser.evaluate("window.page = null; (async () => { const image = new Image();"
                    + " image.src = 'data:image/png;base64," + png + "'; await image.decode();"
                    + " const canvas = document.createElement('canvas');"
                    + " canvas.width = image.width; canvas.height = image.height;"
                    + " canvas.getContext('2d').drawImage(image, 0, 0);"
                    + " const {data, width, height} ="
                    + " canvas.getContext('2d').getImageData(0, 0, image.width, image.height);"
                    + " window.page = answer(glyphOf(data, width, height)).candidates; })()");
            browser.awaitTrue("window.page !== null");

            float[] expected = probabilities(quantised.logits(Glyph.of(drawing).values()));
            for (JsonNode candidate : browser.evaluate("window.page")) {
                int label = LABELS.indexOf(candidate.get("label").asText());
                assertThat(candidate.get("probability").asDouble()).isCloseTo(expected[label], within(1e-3));
            }
        }
    }

    private static BufferedImage strip(BufferedImage drawing) {
        return drawing.getSubimage(0, 40, drawing.getWidth(), 50);
    }

    private static float[] probabilities(float[] logits) {
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit);
        }
        float[] probabilities = new float[logits.length];
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] = (float) (Math.exp(logits[i]) / sum);
        }
        return probabilities;
    }

    @Test
    void aStrokeIsAnsweredWithThreeBarsAndWhatTheNetworkSaw() throws Exception {
        assertThat(isShown("#hint")).isTrue();
        line();
        browser.awaitTrue("document.querySelectorAll('#candidates li').length === 3");
        browser.awaitTrue("document.getElementById('status').textContent.startsWith('Probably ')");

        assertThat(browser.evaluate("document.getElementById('verdict').textContent")
                        .asText())
                .isEmpty();
        assertThat(isShown("#hint")).isFalse();
        assertThat(browser.evaluate("document.getElementById('status').offsetHeight")
                        .asInt())
                .as("the answer again, for those who do not see it")
                .isLessThanOrEqualTo(1);
        assertThat(browser.evaluate("[...document.getElementById('seen').getContext('2d')"
                                + ".getImageData(0, 0, 48, 48).data].filter((v, i) => i % 4 === 0 && v < 50).length")
                        .asInt())
                .isBetween(20, 200);
        System.out.println("The page: "
                + browser.evaluate("document.getElementById('time').textContent")
                        .asText());
        browser.evaluate("document.getElementById('clear').click()");
        browser.awaitTrue(FIRST + " === ''");
    }

    private static boolean isShown(String element) throws Exception {
        return browser.evaluate("document.querySelector('" + element + "').offsetHeight > 0")
                .asBoolean();
    }

    @Test
    void inAFrameAllOfItIsSeenAndNothingLeadsBackToTheChapters() throws Exception {
        assertThat(isShown(".back")).isTrue();
        Path chapter = folder.resolve("chapter.html");
        Files.writeString(
                chapter,
                "<!DOCTYPE html><title>A chapter</title>"
                        + ReaderPage.of(classifier).frame());
        browser.open(chapter.toUri());
        String inside = "document.querySelector('iframe').contentDocument.";
        browser.awaitTrue(inside + "querySelector('.framed') !== null");
        browser.awaitTrue("document.querySelector('iframe').offsetHeight === " + inside + "body.offsetHeight");
        assertThat(browser.evaluate(inside + "querySelector('.back').offsetHeight")
                        .asInt())
                .isZero();
        browser.evaluate(inside + "querySelector('details').open = true");
        browser.awaitTrue("document.querySelector('iframe').offsetHeight === " + inside + "body.offsetHeight");
    }

    @Test
    void whatIsNoSymbolIsSaidSo() throws Exception {
        Path strict = folder.resolve("strict.html");
        ReaderPage.of(classifier.rejecting(new Rejection(Confidence.LOGIT, 1e9)))
                .write(strict);
        browser.open(strict.toUri());
        line();
        browser.awaitTrue("document.getElementById('verdict').textContent === 'None of these symbols'");
        assertThat(browser.evaluate(
                                "getComputedStyle(document.getElementById('candidates'), '::before').getPropertyValue('content')")
                        .asText())
                .contains("If it had to choose:");
        browser.awaitTrue(
                "document.getElementById('status').textContent.startsWith('None of these symbols; most like')");
    }

    @Test
    void itsDistancesAreJavas() throws Exception {
        float[] mean = new float[LABELS.size()];
        float[][] whitening = new float[LABELS.size()][];
        for (int i = 0; i < whitening.length; i++) {
            mean[i] = i / 8f;
            whitening[i] = new float[i + 1];
            Arrays.fill(whitening[i], 0.5f);
        }
        Clusters clusters =
                new Clusters(List.of(new Cluster(mean, whitening)), new Cluster(new float[LABELS.size()], whitening));
        Path rule = folder.resolve("clusters.html");
        ReaderPage.of(classifier.rejecting(new Rejection(clusters, -1))).write(rule);
        browser.open(rule.toUri());
        for (float value : new float[] {0.1f, 2}) {
            float[] logits = new float[LABELS.size()];
            Arrays.fill(logits, value);
            double expected = clusters.of(logits);
            assertThat(browser.evaluate("Math.max(-Number.MAX_VALUE, score(" + Arrays.toString(logits) + "))")
                            .asDouble())
                    .isCloseTo(expected < -1e30 ? -Double.MAX_VALUE : expected, withinPercentage(0.001));
        }
    }

    @Test
    void aPhotoIsReadInPlaceOfADrawing() throws Exception {
        BufferedImage drawing = Sample.drawings(4).get("7");
        byte[] png = PictureFiles.encoded(drawing, "png");
        String base64 = Base64.getEncoder().encodeToString(png);
        browser.evaluate("fetch === undefined || take(new File([Uint8Array.from(atob('" + base64
                + "'), c => c.charCodeAt(0))], 'seven.png', {type: 'image/png'}))");

        String expected = classifier.predict(Images.decode(png, "seven")).label();
        browser.awaitTrue(FIRST + ".length > 0");
        assertThat(browser.evaluate(FIRST).asText()).matches("(\\S+ )?" + expected + "[0-9.]+ %");
        browser.evaluate("take(new File(['no image'], 'text.png', {type: 'image/png'}))");
        browser.awaitTrue("document.getElementById('status').textContent.includes('text.png is not an image')");
    }

    @Test
    void itAsksNobodyThrowsNothingAndFitsAPhone() throws Exception {
        line();
        browser.awaitTrue(FIRST + " !== ''");
        assertThat(browser.requests())
                .filteredOn(address -> !address.startsWith("data:") && !address.startsWith("blob:"))
                .allMatch(address -> address.startsWith("file:"));
        assertThat(browser.problems()).isEmpty();
        assertThat(browser.evaluate("document.documentElement.scrollWidth <= innerWidth")
                        .asBoolean())
                .isTrue();
        assertThat(Files.readString(file)).doesNotContain("http://", "https://", "{{");
    }

    @Test
    void itsWeightsTakeNoMoreThanPromisedAndItsFrameCarriesThem() {
        ReaderPage page = ReaderPage.of(classifier);
        String weights = page.html().replaceAll("(?s).*\"weights\":\"([^\"]*)\".*", "$1");
        assertThat(weights.length()).isBetween(140_000, 150 * 1024);
        assertThat(page.frame())
                .contains("srcdoc=\"&lt;!DOCTYPE".replace("&lt;", "<"))
                .contains("&quot;weights&quot;");
    }

    @Test
    void onlyTheReaderFitsIntoAPage() {
        try (SymbolClassifier large = new SymbolClassifier(
                Vgg19.blank("0".repeat(64)), TransferHead.build(Vgg19.SHAPE, 3, 4), List.of("a", "b", "c"), null)) {
            assertThatThrownBy(large::folded)
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("Only the reader is small enough");
        }
    }

    private static void line() throws Exception {
        browser.evaluate("begin([100, 200]); extend([350, 210]); drawing = null; update()");
    }
}
