package mathsymbols.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ThumbnailsTest {
    @Test
    void aValueIsTheInkInASquareAndInTheThreeChannels() {
        byte[] pixels = new byte[3 * 224 * 224];
        Arrays.fill(pixels, (byte) 255);
        // The red of the square in the second row and the third column is gone.
        for (int row = 7; row < 14; row++) {
            Arrays.fill(pixels, row * 224 + 14, row * 224 + 21, (byte) 0);
        }
        // One blue pixel of the last square is.
        pixels[3 * 224 * 224 - 1] = 0;

        float[] ink = Thumbnails.ink(pixels);

        assertThat(ink).hasSize(32 * 32);
        assertThat(ink[32 + 2]).isCloseTo(1 / 3f, within(1e-6f));
        assertThat(ink[32 * 32 - 1]).isCloseTo(1 / 147f, within(1e-6f));
        assertThat(Arrays.copyOf(ink, 34)).containsOnly(0);
    }
}
