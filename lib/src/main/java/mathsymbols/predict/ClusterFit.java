package mathsymbols.predict;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;

/** Finds {@link Clusters}: means and covariances of logits, {@code [images][classes]}. */
final class ClusterFit {
    /** Of the covariance that all classes have in common: few images do not show how a class varies in every direction. */
    private static final double COMMON = 0.1;

    /** Of the mean variance, added in every direction, so that there is none without any. */
    private static final double LEAST = 1e-4;

    /** That variance where images do not vary at all. */
    private static final double SMALLEST = 1e-6;

    /** Digits that are kept, so that a page's or a file's text stays short. */
    private static final MathContext DIGITS = new MathContext(5);

    private ClusterFit() {}

    /**
     * @param labels the class of each image
     * @param papers the logits of images without ink
     */
    static Clusters of(float[][] logits, int[] labels, float[][] papers) {
        List<RealMatrix> groups = new ArrayList<>();
        for (int label = 0; label < logits[0].length; label++) {
            int wanted = label;
            float[][] group = IntStream.range(0, logits.length)
                    .filter(i -> labels[i] == wanted)
                    .mapToObj(i -> logits[i])
                    .toArray(float[][]::new);
            if (group.length > 0) {
                groups.add(matrix(group));
            }
        }
        RealMatrix common = common(groups);
        return new Clusters(
                groups.stream().map(group -> cluster(group, common)).toList(), cluster(matrix(papers), common));
    }

    private static RealMatrix matrix(float[][] rows) {
        double[][] values = new double[rows.length][];
        for (int row = 0; row < rows.length; row++) {
            float[] from = rows[row];
            values[row] =
                    IntStream.range(0, from.length).mapToDouble(i -> from[i]).toArray();
        }
        return MatrixUtils.createRealMatrix(values);
    }

    /** Of all groups about their own means. */
    private static RealMatrix common(List<RealMatrix> groups) {
        int size = groups.get(0).getColumnDimension();
        RealMatrix sum = MatrixUtils.createRealMatrix(size, size);
        int count = 0;
        for (RealMatrix group : groups) {
            sum = sum.add(covariance(group, mean(group)).scalarMultiply(group.getRowDimension()));
            count += group.getRowDimension();
        }
        RealMatrix covariance = sum.scalarMultiply(1.0 / count);
        double least = Math.max(SMALLEST, LEAST * covariance.getTrace() / size);
        return covariance.add(MatrixUtils.createRealIdentityMatrix(size).scalarMultiply(least / COMMON));
    }

    private static Cluster cluster(RealMatrix rows, RealMatrix common) {
        double[] mean = mean(rows);
        RealMatrix covariance =
                covariance(rows, mean).scalarMultiply(1 - COMMON).add(common.scalarMultiply(COMMON));
        RealMatrix whitening = MatrixUtils.inverse(new CholeskyDecomposition(covariance).getL());
        float[][] lower = new float[mean.length][];
        for (int i = 0; i < lower.length; i++) {
            lower[i] = rounded(Arrays.copyOf(whitening.getRow(i), i + 1));
        }
        return new Cluster(rounded(mean), lower);
    }

    private static double[] mean(RealMatrix rows) {
        double[] ones = new double[rows.getRowDimension()];
        Arrays.fill(ones, 1.0 / ones.length);
        return rows.preMultiply(ones);
    }

    private static RealMatrix covariance(RealMatrix rows, double[] mean) {
        RealMatrix deviations = rows.copy();
        for (int row = 0; row < rows.getRowDimension(); row++) {
            for (int i = 0; i < mean.length; i++) {
                deviations.addToEntry(row, i, -mean[i]);
            }
        }
        return deviations.transpose().multiply(deviations).scalarMultiply(1.0 / rows.getRowDimension());
    }

    private static float[] rounded(double[] values) {
        float[] rounded = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = new BigDecimal(values[i]).round(DIGITS).floatValue();
        }
        return rounded;
    }
}
