package mathsymbols.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DistortionTest {
    private static final int SIDE = Images.SIZE;

    @ParameterizedTest
    @EnumSource
    void nothingIsNoChangeAndTheMostIsOneWithinBlackAndWhite(Distortion kind) {
        float[] before = cross();
        float[] after = kind.apply(before, kind.most());

        assertThat(kind.apply(before, 0)).isEqualTo(before);
        assertThat(before).as("the original").isEqualTo(cross());
        assertThat(after).hasSize(before.length).isNotEqualTo(before);
        assertThat(IntStream.range(0, after.length)).allMatch(i -> after[i] >= 0 && after[i] <= 1);
        assertThat(kind.apply(before, kind.most())).as("once more").isEqualTo(after);
        assertThat(IntStream.range(0, SIDE * SIDE))
                .as("channels")
                .allMatch(i -> Math.abs(after[i] - after[SIDE * SIDE + i]) <= 0.02f);
    }

    @Test
    void amountsAreEqualSteps() {
        assertThat(Distortion.ROTATION.amounts(4)).containsExactly(0, 15, 30, 45, 60);
    }

    @Test
    void inkMovesAndChangesByWhatIsSaid() {
        double ink = ink(cross());

        assertThat(ink(Distortion.SHRINKING.apply(cross(), 50))).isCloseTo(ink / 4, within(0.03 * ink));
        assertThat(ink(Distortion.FADING.apply(white(), 60))).isCloseTo(0.3 * white().length, within(1.0));
        assertThat(ink(Distortion.EDGE_LINE.apply(white(), 24))).isEqualTo(3.0 * 24 * SIDE);
        assertThat(ink(Distortion.BLUR.apply(cross(), 5))).isCloseTo(ink, within(0.01 * ink));
        assertThat(ink(Distortion.THICKENING.apply(dot(), 3))).isEqualTo(3 * 7 * 7);
        assertThat(ink(Distortion.THINNING.apply(Distortion.THICKENING.apply(dot(), 3), 3)))
                .isEqualTo(3);
        float[] shifted = Distortion.SHIFT.apply(dot(), 25);
        assertThat(shifted[(112 + 56) * SIDE + 112 + 56]).isZero();
        assertThat(shifted[112 * SIDE + 112]).isEqualTo(1);
    }

    @Test
    void aBlurOfADotIsABell() {
        float[] dot = white();
        dot[112 * SIDE + 112] = 0;
        float[] blurred = Distortion.BLUR.apply(dot, 2);
        double peak = 1 - blurred[112 * SIDE + 112];

        assertThat(peak).isCloseTo(1 / (2 * Math.PI * 4), within(0.001));
        assertThat((1 - blurred[112 * SIDE + 114]) / peak).isCloseTo(Math.exp(-0.5), within(0.01));
        assertThat((1 - blurred[116 * SIDE + 112]) / peak).isCloseTo(Math.exp(-2), within(0.01));
    }

    @Test
    void noiseHasItsDeviation() {
        float[] grey = new float[Images.VALUES];
        Arrays.fill(grey, 0.5f);
        float[] noisy = Distortion.NOISE.apply(grey, 10);
        double squares = IntStream.range(0, SIDE * SIDE)
                .mapToDouble(i -> Math.pow(noisy[i] - 0.5, 2))
                .sum();

        assertThat(Math.sqrt(squares / (SIDE * SIDE))).isCloseTo(0.1, within(0.002));
    }

    private static double ink(float[] image) {
        return IntStream.range(0, image.length).mapToDouble(i -> 1 - image[i]).sum();
    }

    private static float[] white() {
        float[] image = new float[Images.VALUES];
        Arrays.fill(image, 1);
        return image;
    }

    /** One black pixel in the middle. */
    private static float[] dot() {
        float[] image = white();
        for (int channel = 0; channel < 3; channel++) {
            image[(channel * SIDE + 112) * SIDE + 112] = 0;
        }
        return image;
    }

    /** Two strokes of twelve pixels. */
    private static float[] cross() {
        float[] image = white();
        for (int i = 0; i < image.length; i++) {
            double x = Math.abs(i % SIDE - 111.5);
            double y = Math.abs(i / SIDE % SIDE - 111.5);
            if (Math.min(x, y) < 6 && Math.max(x, y) < 60) {
                image[i] = 0;
            }
        }
        return image;
    }
}
