package mathsymbols.data;

/**
 * An affine map of an image about its centre. Held as its inverse, from a pixel of the result, relative to the centre, to
 * the place it is read from: {@code x' = xx · x + xy · y + x0, y' = yx · x + yy · y + y0}.
 */
record AffineMap(double xx, double xy, double x0, double yx, double yy, double y0) {

    /**
     * Scales, then slants, then turns, then shifts.
     *
     * @param angle in radians; positive ones turn the image clockwise, since y grows downwards
     * @param shear how far a row moves to the right for each row that it is lower
     * @param shiftX pixels to the right
     * @param shiftY pixels down
     */
    static AffineMap of(double angle, double scaleX, double scaleY, double shear, double shiftX, double shiftY) {
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        // Forward: [cos, -sin; sin, cos] · [1, shear; 0, 1] · [scaleX, 0; 0, scaleY]
        double a = scaleX * cos;
        double b = scaleY * (shear * cos - sin);
        double c = scaleX * sin;
        double d = scaleY * (shear * sin + cos);
        double determinant = scaleX * scaleY;
        double xx = d / determinant;
        double xy = -b / determinant;
        double yx = -c / determinant;
        double yy = a / determinant;
        return new AffineMap(xx, xy, -xx * shiftX - xy * shiftY, yx, yy, -yx * shiftX - yy * shiftY);
    }

    /**
     * The mapped image, each pixel read by bilinear interpolation between its four neighbours.
     *
     * @param planes {@code [channels, height, width]}
     * @param outside the value of the pixels around the image
     */
    float[] apply(float[] planes, int height, int width, float outside) {
        float[] result = new float[planes.length];
        int plane = height * width;
        double centreX = (width - 1) / 2.0;
        double centreY = (height - 1) / 2.0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double fromX = xx * (x - centreX) + xy * (y - centreY) + x0 + centreX;
                double fromY = yx * (x - centreX) + yy * (y - centreY) + y0 + centreY;
                int left = (int) Math.floor(fromX);
                int top = (int) Math.floor(fromY);
                float right = (float) (fromX - left);
                float lower = (float) (fromY - top);
                boolean inside = left >= 0 && top >= 0 && left < width - 1 && top < height - 1;
                int at = top * width + left;
                for (int p = 0; p < planes.length; p += plane, at += plane) {
                    float a = inside ? planes[at] : pixel(planes, p, height, width, left, top, outside);
                    float b = inside ? planes[at + 1] : pixel(planes, p, height, width, left + 1, top, outside);
                    float c = inside ? planes[at + width] : pixel(planes, p, height, width, left, top + 1, outside);
                    float d = inside
                            ? planes[at + width + 1]
                            : pixel(planes, p, height, width, left + 1, top + 1, outside);
                    float above = a + right * (b - a);
                    float below = c + right * (d - c);
                    result[p + y * width + x] = above + lower * (below - above);
                }
            }
        }
        return result;
    }

    private static float pixel(float[] planes, int plane, int height, int width, int x, int y, float outside) {
        return x < 0 || y < 0 || x >= width || y >= height ? outside : planes[plane + y * width + x];
    }
}
