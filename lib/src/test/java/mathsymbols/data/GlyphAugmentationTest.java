package mathsymbols.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The augmentations that the small reader is trained with. */
class GlyphAugmentationTest {
    private static final long[] SHAPE = {1, Glyph.SIDE, Glyph.SIDE};

    static Stream<Augmentation> all() {
        return Stream.of(
                new StrokeWidth(1, 0.8, 1.5),
                RandomWarp.ofGlyphs(),
                new Flaws(1, 1),
                Photograph.ofGlyphs(),
                StrokeWidth.ofGlyphs()
                        .then(RandomWarp.ofGlyphs())
                        .then(Flaws.ofGlyphs())
                        .then(Photograph.ofGlyphs()));
    }

    @ParameterizedTest
    @MethodSource("all")
    void oneSeedGivesOneGlyphAndItsValuesStayBetweenPaperAndInk(Augmentation change) {
        for (int seed = 0; seed < 50; seed++) {
            float[] once = change.apply(cross(), SHAPE, new SplittableRandom(seed));
            float[] again = change.apply(cross(), SHAPE, new SplittableRandom(seed));
            float[] other = change.apply(cross(), SHAPE, new SplittableRandom(seed + 1000));

            assertThat(again).containsExactly(once);
            assertThat(other).isNotEqualTo(once);
            for (float value : once) {
                assertThat(value).isBetween(0f, 1f);
            }
        }
    }

    static Stream<Augmentation> nothing() {
        return Stream.of(
                new StrokeWidth(0, 0.8, 1.5),
                new StrokeWidth(1, 0, 0),
                new RandomWarp(new RandomAffine(0, 0, 0, 0, 0), 0, 0, 0),
                new Flaws(0, 0));
    }

    @ParameterizedTest
    @MethodSource("nothing")
    void ofRangesOfNothingComesNoChange(Augmentation nothing) {
        assertThat(nothing.apply(cross(), SHAPE, new SplittableRandom(3))).containsExactly(cross());
    }

    @Test
    void strokesGetThickerAndThinnerByWholePixels() {
        float[] line = {0, 0, 1, 0, 0, 0, 0};

        assertThat(StrokeWidth.changed(line, 1, 7, 1)).containsExactly(0, 1, 1, 1, 0, 0, 0);
        assertThat(StrokeWidth.changed(line, 1, 7, 2)).containsExactly(1, 1, 1, 1, 1, 0, 0);
        assertThat(StrokeWidth.changed(line, 7, 1, 1)).containsExactly(0, 1, 1, 1, 0, 0, 0);
        assertThat(StrokeWidth.changed(new float[] {0, 1, 1, 1, 0, 0, 0}, 1, 7, -1))
                .containsExactly(line);
        assertThat(StrokeWidth.changed(new float[] {1, 1, 1, 0, 0, 0, 0}, 1, 7, -1))
                .as("a stroke that leaves the image is not cut short at its edge")
                .containsExactly(1, 1, 0, 0, 0, 0, 0);
    }

    @Test
    void aSquareGrowsInBothDirections() {
        float[] dot = new float[25];
        dot[12] = 1;

        assertThat(sum(StrokeWidth.changed(dot, 5, 5, 1))).isEqualTo(9);
    }

    @Test
    void betweenWholePixelsTheTwoNearestAreMixed() {
        float[] line = {0, 0, 1, 0, 0, 0, 0};

        assertThat(StrokeWidth.changed(line, 1, 7, 0.25)).containsExactly(0, 0.25f, 1, 0.25f, 0, 0, 0);
        assertThat(StrokeWidth.changed(line, 1, 7, 1.5)).containsExactly(0.5f, 1, 1, 1, 0.5f, 0, 0);
        assertThat(StrokeWidth.changed(line, 1, 7, -0.75)).containsExactly(0, 0, 0.25f, 0, 0, 0, 0);
    }

    @Test
    void aWarpMakesSmallerOrLargerWithinItsRange() {
        for (int seed = 0; seed < 100; seed++) {
            float[] block = new float[Glyph.VALUES];
            for (int i = 0; i < Glyph.VALUES; i++) {
                block[i] = Math.abs(i / Glyph.SIDE - 23.5) < 10 && Math.abs(i % Glyph.SIDE - 23.5) < 10 ? 1 : 0;
            }
            double area = sum(block);
            double warped = sum(new RandomWarp(new RandomAffine(0, 0, 0, 0, 0), -0.5, 0.25, 0)
                    .apply(block, SHAPE, new SplittableRandom(seed)));
            assertThat(warped / area).isBetween(0.97 * Math.exp(-1), 1.03 * Math.exp(0.5));
        }
    }

    @Test
    void cubicReadingKeepsWholePixelsAndAStraightSlope() {
        float[] row = {0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f};
        double[] rows = new double[6];
        float[] shifted = new Places(new double[] {1, 2, 3, 2.5, 2.25, 4}, rows, 1, 6).readCubic(row, 0);

        assertThat(shifted)
                .as("one row of pixels between two rows of paper is read where it lies")
                .containsExactly(new float[] {0.2f, 0.3f, 0.4f, 0.35f, 0.325f, 0.5f}, within(1e-6f));
    }

    @Test
    void besideAnEdgeCubicReadingStaysBetweenPaperAndInk() {
        float[] edge = {0, 0, 0, 1, 1, 1};
        float[] between =
                new Places(new double[] {1.5, 2.5, 3.5, 2.25, 1.25, 4.25}, new double[6], 1, 6).readCubic(edge, 1);

        // at a quarter of the way: 1 · (9/2 · 1/16 − 3/2 · 1/64 …) by Keys' formula, 0.203125
        assertThat(between).containsExactly(new float[] {0, 0.5f, 1, 0.203125f, 0, 1}, within(1e-6f));
    }

    @Test
    void aSmoothFieldPassesThroughItsGridAndIsLinearWhereTheGridIs() {
        double[] grid = new double[25];
        for (int i = 0; i < 25; i++) {
            grid[i] = i % 5 + 10.0 * (i / 5);
        }
        double[] field = SmoothField.interpolate(grid, 40, 40);
        // inside of the outermost cells, where no value had to be made up: x and y from 1 to 3 of 0 to 4
        for (int y = 10; y < 30; y++) {
            for (int x = 10; x < 30; x++) {
                assertThat(field[40 * y + x]).isCloseTo((x + 0.5) / 10 + 10 * (y + 0.5) / 10, within(1e-9));
            }
        }
        double[] peak = new double[25];
        peak[12] = 1;
        double[] hill = SmoothField.interpolate(peak, 400, 400);
        assertThat(hill[200 * 400 + 200]).isCloseTo(1, within(1e-3));
        assertThat(hill[300 * 400 + 200]).as("the next grid point").isCloseTo(0, within(1e-2));
    }

    @Test
    void aBentImageMovesByAboutAsMuchAsItSays() {
        double deviation = 3;
        double squares = 0;
        for (int seed = 0; seed < 200; seed++) {
            double[] field = SmoothField.draw(5, 5, deviation, new SplittableRandom(seed));
            squares += field[12] * field[12];
        }
        assertThat(Math.sqrt(squares / 200)).isCloseTo(deviation, within(0.5));
    }

    @Test
    void aLineLiesAlongOneEdgeAndGapsAreFourAtMost() {
        for (int seed = 0; seed < 100; seed++) {
            float[] lined = new Flaws(1, 0).apply(new float[Glyph.VALUES], SHAPE, new SplittableRandom(seed));
            long inked = IntStream.range(0, Glyph.VALUES)
                    .filter(i -> lined[i] > 0)
                    .peek(i -> assertThat(lined[i]).isBetween(0.4f, 1f))
                    .peek(i -> assertThat(distanceToEdge(i)).isLessThan(2))
                    .count();
            assertThat(inked).isIn(48L, 96L);

            float[] black = new float[Glyph.VALUES];
            Arrays.fill(black, 1);
            float[] gapped = new Flaws(0, 1).apply(black, SHAPE, new SplittableRandom(seed));
            assertThat(Glyph.VALUES - sum(gapped)).isBetween(9.0, 36.0);
        }
    }

    @Test
    void onGreyPaperInkStaysDarkerThanPaperAndPaperHasItsRange() {
        for (int seed = 0; seed < 200; seed++) {
            float[] photo = new Photograph(1, 0.55, 0.45, 0).apply(cross(), SHAPE, new SplittableRandom(seed));
            float ink = photo[24 * Glyph.SIDE + 24];
            float paper = photo[10 * Glyph.SIDE + 10];
            assertThat(paper).isBetween(0f, 0.8f);
            assertThat(ink - paper)
                    .isGreaterThan(0.55f * 0.7f * (1 - 0.8f) - 0.2f)
                    .isPositive();
        }
    }

    @Test
    void withoutPaperAPhotographChangesOnlyTheInkAndAddsNoise() {
        for (int seed = 0; seed < 50; seed++) {
            float[] photo = new Photograph(0, 0.55, 0.45, 0).apply(cross(), SHAPE, new SplittableRandom(seed));
            assertThat(photo[0]).isZero();
            assertThat(photo[24 * Glyph.SIDE + 24]).isBetween(0.7f, 1f);
        }
        float[] noisy = new Photograph(0, 0, 0, 0.05).apply(cross(), SHAPE, new SplittableRandom(1));
        assertThat(noisy).isNotEqualTo(cross());
    }

    @Test
    void oneAfterTheOtherIsWhatThenMeans() {
        Augmentation first = new RandomAffine(10, 0, 0, 0, 0);
        Augmentation next = new Flaws(1, 0);
        RandomGenerator random = new SplittableRandom(9);
        float[] expected = next.apply(first.apply(cross(), SHAPE, random), SHAPE, random);

        assertThat(first.then(next).apply(cross(), SHAPE, new SplittableRandom(9)))
                .containsExactly(expected);
    }

    @Test
    void whatIsNoRangeIsRefused() {
        assertThatThrownBy(() -> new StrokeWidth(2, 0, 0)).hasMessageContaining("2.0");
        assertThatThrownBy(() -> new Flaws(-1, 0)).hasMessageContaining("-1.0");
        assertThatThrownBy(() -> new Photograph(0, 0, 2, 0)).hasMessageContaining("2.0");
        assertThatThrownBy(() -> new RandomWarp(RandomAffine.moderate(), 1, 0, 0))
                .hasMessageContaining("1.0");
        assertThatThrownBy(() -> RandomWarp.ofGlyphs().apply(new float[8], new long[] {8}, new SplittableRandom(1)))
                .hasMessageContaining("not examples of 1 dimensions");
    }

    private static int distanceToEdge(int i) {
        int x = i % Glyph.SIDE;
        int y = i / Glyph.SIDE;
        return Math.min(Math.min(x, Glyph.SIDE - 1 - x), Math.min(y, Glyph.SIDE - 1 - y));
    }

    private static double sum(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).sum();
    }

    /** Two strokes of four pixels through the middle. */
    private static float[] cross() {
        float[] values = new float[Glyph.VALUES];
        for (int i = 0; i < Glyph.VALUES; i++) {
            double x = Math.abs(i % Glyph.SIDE - 23.5);
            double y = Math.abs(i / Glyph.SIDE - 23.5);
            values[i] = Math.min(x, y) < 2 && Math.max(x, y) < 14 ? 1 : 0;
        }
        return values;
    }
}
