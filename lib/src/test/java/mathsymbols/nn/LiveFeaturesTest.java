package mathsymbols.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import mathsymbols.data.ImageSet;
import mathsymbols.data.SampleImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveFeaturesTest {
    @TempDir
    private Path folder;

    @Test
    void manyImagesAtOnceHaveTheFeaturesOfEachAlone() throws IOException {
        ImageSet images = SampleImages.in(folder).test();
        FrozenBase base = new Tiles();
        LiveFeatures all = LiveFeatures.of(base, images);

        assertThat(all.size()).isEqualTo(19); // more than fit into one batch
        for (int i : new int[] {0, 15, 16, 18}) {
            LiveFeatures alone = LiveFeatures.of(base, images.subset(new int[] {i}));
            assertThat(row(all, i)).isEqualTo(row(alone, 0));
            assertThat(all.label(i)).isEqualTo(alone.label(0));
        }
    }

    private static float[] row(LiveFeatures features, int index) {
        FloatBuffer row = FloatBuffer.allocate((int) features.shape()[0]);
        features.read(index, row);
        return row.array();
    }
}
