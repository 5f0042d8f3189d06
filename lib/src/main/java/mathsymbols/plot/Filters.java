package mathsymbols.plot;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The kernels of a first convolution layer as small colour images: grey is 0. */
final class Filters {
    private static final int COLUMNS = 8;
    private static final ImageGrid TILES = new ImageGrid(33, 4, false, false);

    private Filters() {}

    static Figure figure(INDArray before, INDArray after) {
        return Panels.row(
                "The " + before.size(0) + " filters of the first layer before and after training, and the difference",
                List.of(
                        Panels.titled("Before training", grid(before)),
                        Panels.titled("After training", grid(after)),
                        Panels.titled("What training changed", grid(after.sub(before)))));
    }

    private static Figure grid(INDArray kernels) {
        if (kernels.rank() != 4 || kernels.size(1) != 3) {
            throw new IllegalArgumentException("Filters of shape "
                    + Arrays.toString(kernels.shape())
                    + " cannot be shown as colours: it must be [filters, 3, height, width]");
        }
        List<Tile> tiles = LongStream.range(0, kernels.size(0))
                .mapToObj(i -> Tile.of(image(kernels.slice(i))))
                .toList();
        return TILES.figure("Filters", COLUMNS, tiles);
    }

    /** @param kernel {@code [3, height, width]}; its largest weight, of either sign, gets the strongest colour */
    private static BufferedImage image(INDArray kernel) {
        double most = kernel.amaxNumber().doubleValue();
        int height = (int) kernel.size(1);
        int width = (int) kernel.size(2);
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int rgb = 0;
                for (int channel = 0; channel < 3; channel++) {
                    double weight = most > 0 ? kernel.getDouble(channel, y, x) / most : 0;
                    rgb = rgb << 8 | (int) Math.round(127.5 * (1 + weight));
                }
                image.setRGB(x, y, rgb);
            }
        }
        return image;
    }
}
