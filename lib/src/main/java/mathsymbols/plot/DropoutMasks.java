package mathsymbols.plot;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import mathsymbols.nn.DropoutSample;

/** One example's strongest features, whole and under masks of dropout; what is switched off is gray. */
final class DropoutMasks {
    private static final int SIDE = 20;
    private static final ImageGrid TILE = new ImageGrid(SIDE * 11, 4, false, true);

    private DropoutMasks() {}

    /** @param samples the example without a mask first */
    static Slides slides(List<DropoutSample> samples, String caption) {
        float[] all = samples.get(0).features();
        int[] strongest = IntStream.range(0, all.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -all[i]))
                .limit(SIDE * SIDE)
                .mapToInt(Integer::intValue)
                .toArray();
        List<String> titles = IntStream.range(0, samples.size())
                .mapToObj(i -> title(i, samples.get(i)))
                .toList();
        List<Figure> frames = IntStream.range(0, samples.size())
                .mapToObj(i -> Panels.titled(
                        titles.get(i),
                        TILE.figure(
                                "Features",
                                1,
                                List.of(Tile.of(image(samples.get(i).features(), all, strongest))))))
                .toList();
        String alt = "The " + SIDE * SIDE + " strongest features of one image. " + String.join(", ", titles);
        return new Slides("mask", titles, frames, alt, caption);
    }

    private static String title(int mask, DropoutSample sample) {
        return String.format(
                Locale.ROOT,
                "%s: %s, %.1f %%",
                mask == 0 ? "all features" : "mask " + mask,
                sample.answer(),
                100 * sample.probability());
    }

    /** Strongest first, row by row. A feature that was kept is scaled up, up to twice the strongest. */
    private static BufferedImage image(float[] features, float[] all, int[] shown) {
        double most = 2 * all[shown[0]];
        var image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < SIDE * SIDE; i++) {
            Color color = Color.WHITE;
            if (i < shown.length && all[shown[i]] > 0) {
                double value = features[shown[i]];
                color = value == 0 ? Theme.BACKDROP : ColorMap.HEAT.at(value / most);
            }
            image.setRGB(i % SIDE, i / SIDE, color.getRGB());
        }
        return image;
    }
}
