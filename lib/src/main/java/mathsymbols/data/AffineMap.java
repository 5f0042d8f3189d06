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
     * The mapped image.
     *
     * @param planes {@code [channels, height, width]}
     * @param outside the value of the pixels around the image
     */
    float[] apply(float[] planes, int height, int width, float outside) {
        return places(height, width).read(planes, outside);
    }

    /** Where the pixels of the mapped image are read from. */
    Places places(int height, int width) {
        double centreX = (width - 1) / 2.0;
        double centreY = (height - 1) / 2.0;
        double[] fromX = new double[height * width];
        double[] fromY = new double[height * width];
        for (int y = 0, i = 0; y < height; y++) {
            for (int x = 0; x < width; x++, i++) {
                fromX[i] = xx * (x - centreX) + xy * (y - centreY) + x0 + centreX;
                fromY[i] = yx * (x - centreX) + yy * (y - centreY) + y0 + centreY;
            }
        }
        return new Places(fromX, fromY, height, width);
    }
}
