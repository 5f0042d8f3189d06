package mathsymbols.data;

/** Gaussian blur of planes of 224 × 224; beyond the edges the outermost pixels go on. */
final class Blur {
    private static final int DEVIATIONS = 3;

    private Blur() {}

    /** @param deviation of the bell curve, in pixels */
    static float[] gaussian(float[] planes, double deviation) {
        float[] bell = bell(deviation);
        return along(along(planes, 1, bell), Images.SIZE, bell);
    }

    /** From the middle outwards; both sides together add up to 1. */
    private static float[] bell(double deviation) {
        float[] bell = new float[(int) Math.ceil(DEVIATIONS * deviation) + 1];
        double sum = 0;
        for (int i = 0; i < bell.length; i++) {
            bell[i] = (float) Math.exp(-0.5 * i * i / (deviation * deviation));
            sum += i == 0 ? bell[i] : 2 * bell[i];
        }
        for (int i = 0; i < bell.length; i++) {
            bell[i] /= (float) sum;
        }
        return bell;
    }

    /** @param step from one value of a line to the next: 1 along a row, 224 along a column */
    private static float[] along(float[] values, int step, float[] bell) {
        float[] result = new float[values.length];
        int last = Images.SIZE - 1;
        for (int at = 0; at < values.length; at++) {
            int place = at / step % Images.SIZE;
            int line = at - place * step;
            float sum = bell[0] * values[at];
            for (int d = 1; d < bell.length; d++) {
                sum += bell[d]
                        * (values[line + Math.max(0, place - d) * step]
                                + values[line + Math.min(last, place + d) * step]);
            }
            result[at] = sum;
        }
        return result;
    }
}
