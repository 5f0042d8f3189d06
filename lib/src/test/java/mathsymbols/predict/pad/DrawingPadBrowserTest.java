package mathsymbols.predict.pad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mathsymbols.predict.Prediction;
import mathsymbols.predict.Prediction.Candidate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Draws on the page in a real browser; the classifier behind it tells where it sees ink. */
class DrawingPadBrowserTest {
    private static final String FIRST = "(document.querySelector('#candidates li:first-child')?.textContent ?? '')";

    @TempDir
    static Path profile;

    private static Browser browser;
    private static DrawingPad pad;

    @BeforeAll
    static void start() throws Exception {
        Optional<Path> program = Browser.find();
        assumeTrue(program.isPresent(), "No Chromium on this machine: the drawing pad is not tried in a browser.");
        browser = new Browser(program.get(), profile);
        pad = DrawingPad.open(DrawingPadBrowserTest::whereTheInkIs, Duration.ofMinutes(5));
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            browser.close();
            pad.close();
        }
    }

    @BeforeEach
    void openThePage() throws Exception {
        browser.open(pad.address());
    }

    private static Prediction whereTheInkIs(BufferedImage drawing) {
        Rectangle ink = new Rectangle(-1, -1);
        for (int y = 0; y < drawing.getHeight(); y++) {
            for (int x = 0; x < drawing.getWidth(); x++) {
                if ((drawing.getRGB(x, y) & 0xff) < 128) {
                    ink.add(new Rectangle(x, y, 1, 1));
                }
            }
        }
        String label = ink.width > 3 * ink.height ? "sub" : ink.height > 3 * ink.width ? "1" : "dec";
        return new Prediction(List.of(new Candidate(label, 0.75), new Candidate("<b>", 0.2), new Candidate("x", 0.05)));
    }

    @Test
    void aStrokeIsAnsweredWhileItIsBeingDrawn() throws Exception {
        List<Double> box = box();
        double y = box.get(1) + box.get(3) / 2;
        browser.mouse("mousePressed", box.get(0) + 50, y);
        for (int x = 55; x <= 250; x += 5) {
            browser.mouse("mouseMoved", box.get(0) + x, y);
        }
        browser.awaitTrue(FIRST + " === '− sub75.0 %'");
        browser.mouse("mouseReleased", box.get(0) + 250, y);

        assertThat(browser.evaluate("[...document.querySelectorAll('#candidates li')].map(li => li.textContent).join()")
                        .asText())
                .isEqualTo("− sub75.0 %,<b>20.0 %,x5.0 %");
        assertThat(browser.evaluate("document.querySelector('#candidates progress').value")
                        .asDouble())
                .isEqualTo(0.75);
        browser.awaitTrue("document.getElementById('status').textContent"
                + " === 'Probably minus, 75.0 %; or <b>, 20.0 %; or x, 5.0 %'");
    }

    @Test
    void undoAndClearTakeStrokesAway() throws Exception {
        assertThat(disabled("undo")).isTrue();
        line(50, 150, 250, 150);
        browser.awaitTrue(FIRST + ".startsWith('− sub')");
        line(150, 30, 150, 280);
        browser.awaitTrue(FIRST + ".startsWith('. dec')");

        click("undo");
        browser.awaitTrue(FIRST + ".startsWith('− sub')");
        click("clear");
        browser.awaitTrue(FIRST + " === ''");
        assertThat(disabled("clear")).isTrue();
    }

    @Test
    void anOldAnswerIsGoneAtOnceAndAWaitingReaderSeesThatThePadThinks() throws Exception {
        line(50, 150, 250, 150);
        browser.awaitTrue(FIRST + ".startsWith('− sub')");
        click("clear");
        assertThat(browser.evaluate(FIRST).asText()).isEmpty();

        assertThat(browser.evaluate("begin([9, 9]); " + FIRST).asText()).isEqualTo("Thinking …");
        assertThat(browser.evaluate("clear(); " + FIRST).asText()).isEmpty();
        browser.awaitTrue("!asking");
        assertThat(browser.evaluate(FIRST).asText())
                .as("what was asked before the paper was cleared")
                .isEmpty();
    }

    @Test
    void aStrokeIsWholeWhereTheBrowserTellsNoEventsBetween() throws Exception {
        browser.evaluate("delete PointerEvent.prototype.getCoalescedEvents");
        line(50, 150, 250, 150);
        assertThat(browser.evaluate("strokes[0].length").asInt()).isGreaterThan(5);
    }

    @Test
    void keysDrawAsWellAndSayWhereThePenIs() throws Exception {
        browser.evaluate("document.getElementById('paper').focus()");
        browser.key(" ", 32);
        for (int i = 0; i < 8; i++) {
            browser.key("ArrowDown", 40);
        }
        assertThat(browser.evaluate("document.getElementById('status').textContent")
                        .asText())
                .isEqualTo("Drawing, column 16, row 24 of 32");
        browser.key(" ", 32);
        browser.awaitTrue(FIRST + ".startsWith('1')");

        browser.key("Backspace", 8);
        browser.awaitTrue(FIRST + " === ''");
    }

    @Test
    void theImageCanBeTakenAway() throws Exception {
        line(50, 150, 250, 150);
        browser.evaluate("HTMLAnchorElement.prototype.click = function () {"
                + " window.taken = [this.download, this.href.slice(0, 22)]; }");
        click("download");
        assertThat(browser.evaluate("window.taken.join()").asText()).isEqualTo("symbol.png,data:image/png;base64,");
    }

    @Test
    void everyControlHasANameAndNoIdIsMissing() throws Exception {
        assertThat(browser.evaluate(
                                "[...document.querySelectorAll('[aria-labelledby],[aria-describedby]')].every(e =>"
                                        + " document.getElementById(e.getAttribute('aria-labelledby') ?? e.getAttribute('aria-describedby')))")
                        .asBoolean())
                .isTrue();
        assertThat(browser.evaluate("[...document.querySelectorAll('button')].every(b => b.textContent.trim())")
                        .asBoolean())
                .isTrue();
        assertThat(browser.evaluate("document.documentElement.scrollWidth <= innerWidth")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void thePageAsksNobodyElseAndThrowsNothing() throws Exception {
        line(50, 150, 250, 150);
        browser.awaitTrue(FIRST + " !== ''");
        assertThat(browser.requests())
                .filteredOn(address -> !address.startsWith("data:"))
                .isNotEmpty()
                .allMatch(address -> address.startsWith(pad.address().toString()));
        assertThat(browser.problems()).isEmpty();
    }

    @Test
    void aPadThatHasStoppedSaysSo() throws Exception {
        DrawingPad closed = DrawingPad.open(DrawingPadBrowserTest::whereTheInkIs, Duration.ofMinutes(5));
        try (Browser other = new Browser(Browser.find().orElseThrow(), profile.resolve("other"))) {
            other.open(closed.address());
            closed.close();
            other.evaluate("begin([9, 9])");
            other.awaitTrue(
                    "document.getElementById('status').textContent.includes('has stopped: run its cell again')");
        }
    }

    private static void line(double fromX, double fromY, double toX, double toY) throws Exception {
        List<Double> box = box();
        browser.mouse("mousePressed", box.get(0) + fromX, box.get(1) + fromY);
        for (int i = 1; i <= 10; i++) {
            browser.mouse(
                    "mouseMoved",
                    box.get(0) + fromX + (toX - fromX) * i / 10,
                    box.get(1) + fromY + (toY - fromY) * i / 10);
        }
        browser.mouse("mouseReleased", box.get(0) + toX, box.get(1) + toY);
    }

    private static List<Double> box() throws Exception {
        JsonNode box = browser.evaluate(
                "(b => [b.left, b.top, b.width, b.height])(document.getElementById('paper').getBoundingClientRect())");
        List<Double> values = new ArrayList<>();
        box.forEach(value -> values.add(value.asDouble()));
        return values;
    }

    private static boolean disabled(String id) throws Exception {
        return browser.evaluate("document.getElementById('" + id + "').disabled")
                .asBoolean();
    }

    private static void click(String id) throws Exception {
        browser.evaluate("document.getElementById('" + id + "').click()");
    }
}
