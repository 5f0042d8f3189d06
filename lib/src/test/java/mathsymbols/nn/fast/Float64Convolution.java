package mathsymbols.nn.fast;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A convolution with stride 1 and without gaps, and its gradients: one product after the other, in float64. */
record Float64Convolution(WindowGeometry geometry) {
    record Gradients(INDArray images, INDArray weights, INDArray bias) {}

    private interface Product {
        /** Each by its place in its array, row by row. */
        void at(int result, int pixel, int weight);
    }

    INDArray forward(INDArray images, INDArray weights, INDArray bias) {
        double[] x = images.dup('c').data().asDouble();
        double[] w = weights.dup('c').data().asDouble();
        double[] b = bias.data().asDouble();
        int ofMap = geometry.height().out() * geometry.width().out();
        double[] y = new double[(int) geometry.batch() * b.length * ofMap];
        for (int i = 0; i < y.length; i++) {
            y[i] = b[i / ofMap % b.length];
        }
        forEachProduct((result, pixel, weight) -> y[result] += x[pixel] * w[weight]);
        return array(y, geometry.outputShape());
    }

    /** @param delta of the loss with respect to what {@link #forward} gives */
    Gradients backward(INDArray images, INDArray weights, INDArray delta) {
        double[] x = images.dup('c').data().asDouble();
        double[] w = weights.dup('c').data().asDouble();
        double[] d = delta.dup('c').data().asDouble();
        double[] ofImages = new double[x.length];
        double[] ofWeights = new double[w.length];
        forEachProduct((result, pixel, weight) -> {
            ofImages[pixel] += d[result] * w[weight];
            ofWeights[weight] += d[result] * x[pixel];
        });
        return new Gradients(
                array(ofImages, geometry.inputShape()),
                array(ofWeights, geometry.weightsShape()),
                delta.castTo(DataType.DOUBLE).sum(0, 2, 3));
    }

    private static INDArray array(double[] values, long[] shape) {
        return Nd4j.createFromArray(values).reshape('c', shape);
    }

    private void forEachProduct(Product product) {
        WindowGeometry.Axis height = geometry.height();
        WindowGeometry.Axis width = geometry.width();
        int in = (int) geometry.channelsIn();
        int out = (int) geometry.channelsOut();
        int window = height.kernel() * width.kernel();
        for (int result = 0; result < geometry.batch() * out * height.out() * width.out(); result++) {
            int x = result % width.out();
            int y = result / width.out() % height.out();
            int map = result / width.out() / height.out();
            for (int term = 0; term < in * window; term++) {
                int row = y + term % window / width.kernel() - height.padding();
                int column = x + term % width.kernel() - width.padding();
                if (row >= 0 && row < height.in() && column >= 0 && column < width.in()) {
                    int channel = map / out * in + term / window;
                    product.at(
                            result,
                            (channel * height.in() + row) * width.in() + column,
                            map % out * in * window + term);
                }
            }
        }
    }
}
