package mathsymbols.predict;

/**
 * A normal distribution of logits.
 *
 * @param mean {@code [classes]}
 * @param whitening what makes its covariance 1 in all directions, the inverse of the covariance's Cholesky factor: a lower
 *     triangular matrix, whose row {@code i} has {@code i + 1} values
 */
public record Cluster(float[] mean, float[][] whitening) {

    /** Mahalanobis' distance from the mean, squared: of the distribution's own values it is {@code classes} on average. */
    double distance(float[] logits) {
        double sum = 0;
        for (float[] row : whitening) {
            double value = 0;
            for (int i = 0; i < row.length; i++) {
                value += row[i] * ((double) logits[i] - mean[i]);
            }
            sum += value * value;
        }
        return sum;
    }

    boolean isSound(int classes) {
        boolean sound = isFinite(mean, classes) && whitening.length == classes;
        for (int i = 0; sound && i < classes; i++) {
            sound = isFinite(whitening[i], i + 1);
        }
        return sound;
    }

    private static boolean isFinite(float[] values, int length) {
        boolean sound = values != null && values.length == length;
        for (int i = 0; sound && i < length; i++) {
            sound = Float.isFinite(values[i]);
        }
        return sound;
    }
}
