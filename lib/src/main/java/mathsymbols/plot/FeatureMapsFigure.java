package mathsymbols.plot;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import mathsymbols.nn.FeatureMaps;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An image, and the channels of some layers that answer to it with the greatest contrast. */
final class FeatureMapsFigure {
    private static final int COLUMNS = 4;
    private static final int SHOWN = COLUMNS * COLUMNS;
    private static final ImageGrid MAPS = new ImageGrid(50, 4, false, true);
    private static final ImageGrid IMAGE = new ImageGrid(COLUMNS * 54 - 4, 4, false, true);

    private FeatureMapsFigure() {}

    static Figure figure(BufferedImage image, List<FeatureMaps> layers) {
        List<Figure> panels = new ArrayList<>();
        panels.add(Panels.titled("the image", IMAGE.figure("The image", 1, List.of(Tile.of(image)))));
        layers.forEach(layer -> panels.add(Panels.titled(title(layer), MAPS.figure("Maps", COLUMNS, tiles(layer)))));
        return Panels.row(
                layers.stream()
                        .map(FeatureMapsFigure::title)
                        .collect(Collectors.joining(
                                "; ",
                                "An image and the " + SHOWN + " feature maps of greatest contrast of each layer: ",
                                "")),
                panels);
    }

    private static String title(FeatureMaps layer) {
        INDArray maps = layer.maps();
        return String.format(
                Locale.ROOT, "%s: %d × %d, %d maps", layer.layer(), maps.size(1), maps.size(2), maps.size(0));
    }

    private static List<Tile> tiles(FeatureMaps layer) {
        return LongStream.range(0, layer.maps().size(0))
                .mapToObj(channel -> layer.maps().slice(channel))
                .sorted(Comparator.comparingDouble(
                                (INDArray map) -> map.maxNumber().doubleValue())
                        .reversed())
                .limit(SHOWN)
                .map(map -> Tile.of(image(map)))
                .toList();
    }

    private static double contrast(INDArray map) {
        return map.maxNumber().doubleValue() - map.minNumber().doubleValue();
    }

    /** @param map {@code [height, width]}; its own smallest value gets the lightest colour, its largest the darkest */
    private static BufferedImage image(INDArray map) {
        double least = map.minNumber().doubleValue();
        double contrast = contrast(map);
        int height = (int) map.size(0);
        int width = (int) map.size(1);
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double share = contrast > 0 ? (map.getDouble(y, x) - least) / contrast : 0;
                image.setRGB(x, y, ColorMap.YELLOW_GREEN_BLUE.at(share).getRGB());
            }
        }
        return image;
    }
}
