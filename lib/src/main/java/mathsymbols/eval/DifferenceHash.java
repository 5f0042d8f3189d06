package mathsymbols.eval;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.BitSet;

/**
 * A fingerprint by looks: the image shrunk to 32 × 32 means of gray, and a bit for each step to the right or downwards
 * that grows clearly darker. Two images look the same if few bits differ. (The usual hash of 8 × 8 does not serve
 * here: nearly all of an image is white paper, and 1,457 pairs of different symbols of the report's data share one.)
 *
 * @param words 1,984 bits
 */
record DifferenceHash(long[] words) {
    private static final int SIDE = 32;
    private static final int CLEARLY = 16;
    private static final int WORDS = 2 * SIDE * (SIDE - 1) / Long.SIZE;

    static DifferenceHash of(BufferedImage image) {
        double[][] darkness = darkness(image);
        BitSet bits = new BitSet();
        int bit = 0;
        for (int y = 0; y < SIDE; y++) {
            for (int x = 1; x < SIDE; x++) {
                bits.set(bit++, darkness[y][x] > darkness[y][x - 1] + CLEARLY);
                bits.set(bit++, darkness[x][y] > darkness[x - 1][y] + CLEARLY);
            }
        }
        return new DifferenceHash(Arrays.copyOf(bits.toLongArray(), WORDS));
    }

    /** How many bits differ. */
    int distance(DifferenceHash other) {
        int different = 0;
        for (int i = 0; i < WORDS; i++) {
            different += Long.bitCount(words[i] ^ other.words[i]);
        }
        return different;
    }

    /** {@code [32][32]}, 0 (white) … 255 (black). */
    private static double[][] darkness(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
        double[][] sums = new double[SIDE][SIDE];
        int[][] counts = new int[SIDE][SIDE];
        for (int i = 0; i < pixels.length; i++) {
            int row = i / width * SIDE / height;
            int column = i % width * SIDE / width;
            sums[row][column] += 255 - gray(pixels[i]);
            counts[row][column]++;
        }
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                sums[row][column] /= Math.max(counts[row][column], 1);
            }
        }
        return sums;
    }

    /** Rec. 601 luma. */
    private static double gray(int rgb) {
        return 0.299 * (rgb >> 16 & 255) + 0.587 * (rgb >> 8 & 255) + 0.114 * (rgb & 255);
    }
}
