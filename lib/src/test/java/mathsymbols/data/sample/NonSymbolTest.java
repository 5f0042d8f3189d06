package mathsymbols.data.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NonSymbolTest {
    @ParameterizedTest
    @EnumSource(NonSymbol.class)
    void eachSeedDrawsAnImageOfItsOwnAndAlwaysTheSame(NonSymbol kind) {
        assertThat(pixels(kind.draw(3))).isEqualTo(pixels(kind.draw(3)));
        if (kind == NonSymbol.EMPTY_PAPER) {
            assertThat(pixels(kind.draw(3))).containsOnly(0xffffffff);
        } else {
            assertThat(pixels(kind.draw(3))).isNotEqualTo(pixels(kind.draw(4))).contains(0xffffffff);
        }
    }

    private static int[] pixels(BufferedImage image) {
        int width = image.getWidth();
        return IntStream.range(0, width * image.getHeight())
                .map(i -> image.getRGB(i % width, i / width))
                .toArray();
    }
}
