package mathsymbols.data;

import java.nio.FloatBuffer;

/**
 * Labelled images as small grey ones: {@code [1024]} values from 0 (white) to 1 (black), 32 rows of 32 pixels. Each is 1
 * minus the mean of a square of 7 × 7 pixels and of their three channels, so that paper is nothing and ink is something: what
 * dropout switches off turns into paper.
 *
 * @param images what the pixels come from
 */
public record Thumbnails(ImageSet images) implements DerivedExamples {
    /** Pixels a row, and rows. */
    public static final int SIDE = 32;

    private static final int SQUARE = Images.SIZE / SIDE;

    @Override
    public Examples original() {
        return images;
    }

    @Override
    public long[] shape() {
        return new long[] {SIDE * SIDE};
    }

    @Override
    public void read(int index, FloatBuffer target) {
        target.put(ink(images.pixels(index)));
    }

    /** @param pixels planar {@code [3, 224, 224]}, unsigned bytes */
    static float[] ink(byte[] pixels) {
        float[] sums = new float[SIDE * SIDE];
        // Square by square along each row: a division for every pixel would take longer than all the rest of training.
        for (int row = 0; row < Images.CHANNELS * Images.SIZE; row++) {
            int first = row % Images.SIZE / SQUARE * SIDE;
            for (int square = 0; square < SIDE; square++) {
                int sum = 0;
                for (int column = 0; column < SQUARE; column++) {
                    sum += pixels[row * Images.SIZE + square * SQUARE + column] & 0xff;
                }
                sums[first + square] += sum;
            }
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] = 1 - sums[i] / (255 * SQUARE * SQUARE * Images.CHANNELS);
        }
        return sums;
    }
}
