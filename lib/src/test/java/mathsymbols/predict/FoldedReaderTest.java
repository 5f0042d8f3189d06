package mathsymbols.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import mathsymbols.data.Glyph;
import mathsymbols.data.sample.Sample;
import mathsymbols.predict.FoldedReader.Filters;
import org.junit.jupiter.api.Test;

class FoldedReaderTest {
    private static final List<String> LABELS = List.of("add", "div", "x", "y");

    @Test
    void itSaysWhatTheNetworkSays() {
        try (SymbolClassifier classifier = TinyReader.random(5, LABELS)) {
            FoldedReader folded = classifier.folded();
            Sample.drawings(2).values().forEach(drawing -> {
                float[] glyph = Glyph.of(drawing).values();
                float[] expected = classifier.logits(List.of(glyph))[0];
                assertThat(folded.logits(glyph)).containsExactly(expected, within(1e-3f));
            });
        }
    }

    @Test
    void eightBitsPutAWeightOffByHalfAStepAtMost() {
        Filters filters = new Filters(new float[] {1, -0.5f, 0.004f, 0, 0, 0}, new float[] {0.3f, -7});
        Filters quantised = filters.quantised();

        assertThat(quantised.weights()).containsExactly(filters.weights(), within(1 / 127f / 2 * 1.01f));
        assertThat(quantised.bias()).containsExactly(filters.bias(), within(0.02f));
        assertThat(filters.bytes()).hasSize(6 + 4 * 2).startsWith(127 - 1, -64 + 1);
    }

    @Test
    void quantisingChangesTheAnswerALittle() {
        try (SymbolClassifier classifier = TinyReader.random(6, LABELS)) {
            FoldedReader once = classifier.folded().quantised();
            float[] glyph = Glyph.of(Sample.drawings(3).get("x")).values();
            assertThat(once.logits(glyph)).isNotEqualTo(classifier.folded().logits(glyph));
            assertThat(once.logits(glyph)).containsExactly(classifier.folded().logits(glyph), within(0.5f));
        }
    }
}
