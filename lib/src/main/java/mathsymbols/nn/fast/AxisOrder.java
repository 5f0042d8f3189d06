package mathsymbols.nn.fast;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.nd4j.linalg.api.ndarray.INDArray;

/** In which order a layer is configured to take and give the axes of images. */
record AxisOrder(CNN2DFormat configured) {
    /** A view {@code [n, channels, height, width]} of images in the configured order. */
    INDArray channelsFirst(INDArray images) {
        return isChannelsLast() ? images.permute(0, 3, 1, 2) : images;
    }

    /** A view in the configured order of images {@code [n, channels, height, width]}. */
    INDArray asConfigured(INDArray images) {
        return isChannelsLast() ? images.permute(0, 2, 3, 1) : images;
    }

    int channelAxis() {
        return isChannelsLast() ? 3 : 1;
    }

    private boolean isChannelsLast() {
        return configured == CNN2DFormat.NHWC;
    }
}
