package mathsymbols.data;

import java.awt.image.BufferedImage;

/**
 * An image as few values: of each of {@code side} × {@code side} equal parts, the mean of the pixels that it covers. The
 * pixels are read where they lie, row by row, so that a large photo takes no memory but its own.
 *
 * @param bgr blue, green and red of each pixel, row by row
 */
record AreaMeans(byte[] bgr, int width, int height, int side) {

    /** @param image of any type; transparent parts count as white */
    static AreaMeans of(BufferedImage image, int side) {
        return new AreaMeans(Images.bytes(Images.opaque(image)), image.getWidth(), image.getHeight(), side);
    }

    /** Blue, green and red of each part, row by row, 0 … 255: the image is stretched to a square. */
    float[] stretched() {
        return onSheet(width, height, new float[Images.CHANNELS]);
    }

    /** The same of the image in the middle of a square. */
    float[] onSquare(float[] paper) {
        int length = Math.max(width, height);
        return onSheet(length, length, paper);
    }

    private float[] onSheet(int sheetWidth, int sheetHeight, float[] paper) {
        Shares[] columns = Shares.of(width, sheetWidth, side);
        Shares[] rows = Shares.of(height, sheetHeight, side);
        float[] means = new float[side * side * Images.CHANNELS];
        for (int y = 0; y < side; y++) {
            double[] sums = new double[side * Images.CHANNELS];
            for (int i = 0; i < rows[y].weights().length; i++) {
                addRow(rows[y].first() + i, rows[y].weights()[i], columns, sums);
            }
            for (int i = 0; i < sums.length; i++) {
                double bare = 1 - rows[y].sum() * columns[i / Images.CHANNELS].sum();
                means[y * sums.length + i] = (float) (sums[i] + bare * paper[i % Images.CHANNELS]);
            }
        }
        return means;
    }

    private void addRow(int row, double weight, Shares[] columns, double[] sums) {
        for (int x = 0; x < side; x++) {
            double[] weights = columns[x].weights();
            int at = Images.CHANNELS * (row * width + columns[x].first());
            double blue = 0;
            double green = 0;
            double red = 0;
            for (double share : weights) {
                blue += share * (bgr[at++] & 255);
                green += share * (bgr[at++] & 255);
                red += share * (bgr[at++] & 255);
            }
            sums[3 * x] += weight * blue;
            sums[3 * x + 1] += weight * green;
            sums[3 * x + 2] += weight * red;
        }
    }

    /** The pixels that one of the equal parts of a line covers, and the share that each has of it. */
    private record Shares(int first, double[] weights, double sum) {

        /** @param pixels they lie in the middle of a line as long as {@code sheet} pixels */
        static Shares[] of(int pixels, int sheet, int parts) {
            int before = (sheet - pixels) / 2;
            Shares[] shares = new Shares[parts];
            for (int part = 0; part < parts; part++) {
                double begin = (double) part * sheet / parts - before;
                double end = (part + 1.0) * sheet / parts - before;
                int first = Math.max(0, Math.min(pixels, (int) Math.floor(begin)));
                int last = Math.max(first, Math.min(pixels, (int) Math.ceil(end)));
                double[] weights = new double[last - first];
                double sum = 0;
                for (int i = 0; i < weights.length; i++) {
                    weights[i] = (Math.min(end, first + i + 1) - Math.max(begin, first + i)) / (end - begin);
                    sum += weights[i];
                }
                shares[part] = new Shares(first, weights, sum);
            }
            return shares;
        }
    }
}
