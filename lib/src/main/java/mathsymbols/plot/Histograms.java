package mathsymbols.plot;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;

/** How often each pixel value occurs in an image, over all three channels: as a whole, and the rare values near by. */
final class Histograms {
    private static final int VALUES = 256;
    private static final int BINS = 10;
    private static final int RARE = 100;

    private Histograms() {}

    static Figure figure(BufferedImage image) {
        double[] counts = counts(image);
        XYChart whole = chart("Sample image: all values", counts, BINS);
        XYChart near = chart("Sample image: zoomed in on rare values", counts, VALUES);
        Charts.between(near, 0, RARE);
        String alt = String.format(
                Locale.ROOT,
                "Two histograms of an image's pixel values from 0 to 255, in ten bars and value by value; %,.0f of %,.0f values are 255 and %,.0f are 0",
                counts[255],
                (double) image.getWidth() * image.getHeight() * 3,
                counts[0]);
        return Panels.row(alt, List.of(Panels.of(whole), Panels.of(near)));
    }

    private static XYChart chart(String title, double[] counts, int bins) {
        XYChart chart = Charts.empty(title, "Pixel value", "Count");
        double[] heights = new double[bins];
        for (int value = 0; value < VALUES; value++) {
            heights[value * bins / VALUES] += counts[value];
        }
        double[] edges = IntStream.rangeClosed(0, bins)
                .mapToDouble(i -> i * (double) VALUES / bins)
                .toArray();
        Charts.bars(chart, edges, heights);
        return chart;
    }

    private static double[] counts(BufferedImage image) {
        double[] counts = new double[VALUES];
        for (int pixel : image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth())) {
            counts[pixel >> 16 & 0xff]++;
            counts[pixel >> 8 & 0xff]++;
            counts[pixel & 0xff]++;
        }
        return counts;
    }
}
