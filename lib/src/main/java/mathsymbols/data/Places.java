package mathsymbols.data;

/**
 * Where each pixel of a changed image is read from in the image as it was.
 *
 * @param x columns, a fraction between two pixels; row by row
 * @param y rows, likewise
 */
record Places(double[] x, double[] y, int height, int width) {

    /** The same places moved by so many pixels each. */
    Places plus(double[] moreX, double[] moreY) {
        for (int i = 0; i < x.length; i++) {
            x[i] += moreX[i];
            y[i] += moreY[i];
        }
        return this;
    }

    /**
     * Reads each pixel by bilinear interpolation between its four neighbours.
     *
     * @param planes {@code [channels, height, width]}
     * @param outside the value of the pixels around the image
     */
    float[] read(float[] planes, float outside) {
        float[] result = new float[planes.length];
        int plane = height * width;
        for (int i = 0; i < plane; i++) {
            int left = (int) Math.floor(x[i]);
            int top = (int) Math.floor(y[i]);
            float right = (float) (x[i] - left);
            float lower = (float) (y[i] - top);
            boolean inside = left >= 0 && top >= 0 && left < width - 1 && top < height - 1;
            int at = top * width + left;
            for (int p = 0; p < planes.length; p += plane, at += plane) {
                float a = inside ? planes[at] : pixel(planes, p, left, top, outside);
                float b = inside ? planes[at + 1] : pixel(planes, p, left + 1, top, outside);
                float c = inside ? planes[at + width] : pixel(planes, p, left, top + 1, outside);
                float d = inside ? planes[at + width + 1] : pixel(planes, p, left + 1, top + 1, outside);
                float above = a + right * (b - a);
                float below = c + right * (d - c);
                result[p + i] = above + lower * (below - above);
            }
        }
        return result;
    }

    /**
     * Reads each pixel by cubic convolution over its sixteen neighbours, which keeps edges sharper.
     *
     * @param planes {@code [channels, height, width]}, 0 … 1
     * @param outside the value of the pixels around the image
     * @return values of 0 … 1: what overshoots beside an edge is cut off
     */
    float[] readCubic(float[] planes, float outside) {
        float[] result = new float[planes.length];
        int plane = height * width;
        float[] across = new float[4];
        float[] down = new float[4];
        for (int i = 0; i < plane; i++) {
            int left = (int) Math.floor(x[i]);
            int top = (int) Math.floor(y[i]);
            cubic((float) (x[i] - left), across);
            cubic((float) (y[i] - top), down);
            for (int p = 0; p < planes.length; p += plane) {
                float sum = 0;
                for (int row = 0; row < 4; row++) {
                    for (int column = 0; column < 4; column++) {
                        sum += down[row] * across[column] * pixel(planes, p, left + column - 1, top + row - 1, outside);
                    }
                }
                result[p + i] = Math.max(0, Math.min(1, sum));
            }
        }
        return result;
    }

    /** The shares of the values at −1, 0, 1 and 2 in the value at {@code t}, 0 … 1 (Keys 1981, a = −1/2). */
    private static void cubic(float t, float[] shares) {
        shares[0] = t * (-0.5f + t * (1 - 0.5f * t));
        shares[1] = 1 + t * t * (-2.5f + 1.5f * t);
        shares[2] = t * (0.5f + t * (2 - 1.5f * t));
        shares[3] = t * t * (-0.5f + 0.5f * t);
    }

    private float pixel(float[] planes, int plane, int column, int row, float outside) {
        return column < 0 || row < 0 || column >= width || row >= height
                ? outside
                : planes[plane + row * width + column];
    }
}
