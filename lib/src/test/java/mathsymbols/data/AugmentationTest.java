package mathsymbols.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AugmentationTest {
    /** Three rows of four pixels. */
    private static final float[] PICTURE = {
        1, 2, 3, 4, //
        5, 6, 7, 8, //
        9, 10, 11, 12
    };

    /** Example {@code i} is an image of two channels whose values are all {@code i}. */
    private record Greys(int size) implements Examples {
        @Override
        public List<String> classes() {
            return List.of("a", "b");
        }

        @Override
        public int label(int index) {
            return index % 2;
        }

        @Override
        public long[] shape() {
            return new long[] {2, 5, 5};
        }

        @Override
        public void read(int index, FloatBuffer target) {
            for (int i = 0; i < 50; i++) {
                target.put(index);
            }
        }
    }

    /** Adds a random number to all values. */
    private record Brightness(double most) implements Augmentation {
        @Override
        public float[] apply(float[] values, long[] shape, RandomGenerator random) {
            float more = (float) random.nextDouble(most);
            for (int i = 0; i < values.length; i++) {
                values[i] += more;
            }
            return values;
        }
    }

    private static float first(Examples examples, int index) {
        FloatBuffer values = FloatBuffer.allocate(50);
        examples.read(index, values);
        assertThat(values.remaining()).isZero();
        return values.get(0);
    }

    @Test
    void everyEpochAndEveryExampleDrawNumbersOfTheirOwn() {
        Set<Float> drawn = new HashSet<>();
        for (long seed : new long[] {1001, 1002}) {
            for (int epoch = 1; epoch <= 10; epoch++) {
                Examples version = new Brightness(1).of(new Greys(20), seed, epoch);
                IntStream.range(0, 20).forEach(i -> drawn.add(first(version, i) - i));
            }
        }
        assertThat(drawn.size()).as("of 400, but for equal roundings").isGreaterThan(395);
        assertThat(drawn).allMatch(more -> more >= 0 && more <= 1);
        assertThat(drawn.stream().mapToDouble(Float::doubleValue).average().orElseThrow())
                .isCloseTo(0.5, within(0.06));
    }

    @Test
    void anExampleIsTheSameInWhateverOrderAndOnWhateverThreadItIsRead() {
        Examples version = new Brightness(1).of(new Greys(50), 1001, 3);
        List<Float> inOrder =
                IntStream.range(0, 50).mapToObj(i -> first(version, i)).toList();
        List<Float> inParallel = IntStream.range(0, 50)
                .parallel()
                .mapToObj(i -> first(new Brightness(1).of(new Greys(50), 1001, 3), i))
                .toList();

        assertThat(inParallel).isEqualTo(inOrder);
        assertThat(first(version, 7)).isEqualTo(inOrder.get(7));
    }

    @Test
    void batchesHoldTheChangedValuesWithTheirOwnLabels() {
        Examples version = new Brightness(0.5).of(new Greys(9), 1, 1);
        List<Integer> seen = new ArrayList<>();
        try (Batches batches = Batches.of(version, 4).shuffled(1, 1)) {
            for (Batch batch : batches) {
                for (int i = 0; i < batch.size(); i++) {
                    double value = batch.inputs().getDouble(i, 1, 4, 4);
                    int index = (int) value;
                    seen.add(index);
                    assertThat(value).isEqualTo(first(version, index));
                    assertThat(batch.labels().getDouble(i, index % 2)).isEqualTo(1);
                }
            }
        }
        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 9).boxed().toList());
    }

    @Test
    void anAugmentationThatChangesTheShapeIsRefusedWithASentence() {
        record Cut() implements Augmentation {
            @Override
            public float[] apply(float[] values, long[] shape, RandomGenerator random) {
                return new float[3];
            }
        }

        assertThatThrownBy(() -> first(new Cut().of(new Greys(1), 1, 1), 0))
                .hasMessage("Cut[] made 3 values of an example's 50: an augmentation must keep the shape.");
    }

    private static float[] map(AffineMap map) {
        return map.apply(PICTURE, 3, 4, 0);
    }

    @Test
    void noChangeIsNoChange() {
        assertThat(map(AffineMap.of(0, 1, 1, 0, 0, 0))).containsExactly(PICTURE);
    }

    @Test
    void aShiftMovesToTheRightAndDownAndFillsWithWhatIsAround() {
        assertThat(map(AffineMap.of(0, 1, 1, 0, 1, 0))).containsExactly(0, 1, 2, 3, 0, 5, 6, 7, 0, 9, 10, 11);
        assertThat(map(AffineMap.of(0, 1, 1, 0, 0, 1))).containsExactly(0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(AffineMap.of(0, 1, 1, 0, -2, 0).apply(PICTURE, 3, 4, 1))
                .containsExactly(3, 4, 1, 1, 7, 8, 1, 1, 11, 12, 1, 1);
    }

    @Test
    void betweenPixelsTheValueIsInterpolated() {
        // half a pixel to the right: each is the mean of itself and its left neighbour, which is 0 outside
        assertThat(map(AffineMap.of(0, 1, 1, 0, 0.5, 0)))
                .containsExactly(
                        new float[] {0.5f, 1.5f, 2.5f, 3.5f, 2.5f, 5.5f, 6.5f, 7.5f, 4.5f, 9.5f, 10.5f, 11.5f},
                        within(1e-5f));
        // a quarter to the right and a half down: 0.5 · (0.75 · 6 + 0.25 · 5) + 0.5 · (0.75 · 2 + 0.25 · 1)
        assertThat(map(AffineMap.of(0, 1, 1, 0, 0.25, 0.5))[5]).isCloseTo(3.75f, within(1e-5f));
    }

    @Test
    void aQuarterTurnIsClockwise() {
        float[] square = {1, 2, 3, 4, 5, 6, 7, 8, 9};

        assertThat(AffineMap.of(Math.PI / 2, 1, 1, 0, 0, 0).apply(square, 3, 3, 0))
                .containsExactly(new float[] {7, 4, 1, 8, 5, 2, 9, 6, 3}, within(1e-5f));
        assertThat(AffineMap.of(Math.PI, 1, 1, 0, 0, 0).apply(square, 3, 3, 0))
                .containsExactly(new float[] {9, 8, 7, 6, 5, 4, 3, 2, 1}, within(1e-5f));
    }

    @Test
    void aScaleStretchesAboutTheCentreAndASlantMovesTheRows() {
        float[] line = {0, 0, 8, 0, 0};
        assertThat(AffineMap.of(0, 2, 1, 0, 0, 0).apply(line, 1, 5, 0))
                .containsExactly(new float[] {0, 4, 8, 4, 0}, within(1e-5f));

        float[] upright = {0, 1, 0, 0, 1, 0, 0, 1, 0};
        assertThat(AffineMap.of(0, 1, 1, 1, 0, 0).apply(upright, 3, 3, 0))
                .containsExactly(new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, within(1e-5f));
    }

    @Test
    void turningAfterSlantingAndScalingIsUndoneByTheInverse() {
        AffineMap there = AffineMap.of(0.3, 1.2, 0.8, 0.1, 2, -1);
        // what the centre is read from, mapped forwards by hand, is the centre again
        double x = there.x0();
        double y = there.y0();
        double slanted = 1.2 * x + 0.1 * 0.8 * y;
        double lower = 0.8 * y;
        assertThat(Math.cos(0.3) * slanted - Math.sin(0.3) * lower + 2).isCloseTo(0, within(1e-12));
        assertThat(Math.sin(0.3) * slanted + Math.cos(0.3) * lower - 1).isCloseTo(0, within(1e-12));
    }

    @Test
    void allChannelsAreMappedAlike() {
        float[] three = new float[36];
        for (int i = 0; i < 36; i++) {
            three[i] = PICTURE[i % 12] + 100 * (i / 12);
        }
        float[] turned = new RandomAffine(20, 0.2, 0.1, 0.1, 0)
                .apply(three.clone(), new long[] {3, 3, 4}, new SplittableRandom(5));
        float[] alone = new RandomAffine(20, 0.2, 0.1, 0.1, 0)
                .apply(PICTURE.clone(), new long[] {1, 3, 4}, new SplittableRandom(5));

        assertThat(turned).startsWith(alone);
        assertThat(turned[17] - turned[5]).isCloseTo(100, within(1e-3f));
        assertThat(alone).isNotEqualTo(PICTURE);
    }

    @Test
    void aRandomMapStaysWithinItsRanges() {
        // a dot in the middle of 101 x 101, shifted by at most a tenth
        float[] dot = new float[101 * 101];
        dot[50 * 101 + 50] = 1;
        for (int i = 0; i < 200; i++) {
            float[] moved = new RandomAffine(0, 0, 0, 0.1, 0)
                    .apply(dot.clone(), new long[] {1, 101, 101}, new SplittableRandom(i));
            double mass = 0;
            for (int p = 0; p < moved.length; p++) {
                mass += moved[p];
                assertThat(moved[p] == 0 || Math.abs(p % 101 - 50) <= 11 && Math.abs(p / 101 - 50) <= 11)
                        .isTrue();
            }
            assertThat(mass).isCloseTo(1, within(1e-4));
        }
    }

    @Test
    void whatIsNotAnImageOrNotARangeIsRefused() {
        assertThatThrownBy(() -> RandomAffine.moderate().apply(new float[8], new long[] {8}, new SplittableRandom(1)))
                .hasMessageContaining("not examples of 1 dimensions");
        assertThatThrownBy(() -> new RandomAffine(-1, 0, 0, 0, 1)).hasMessageContaining("0 or more, not -1.0");
    }
}
