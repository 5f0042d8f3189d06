package mathsymbols.data.sample;

import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** What a pen may leave on paper that is none of the 19 symbols, to try out whether a model notices. */
public enum NonSymbol {
    EMPTY_PAPER("empty paper") {
        @Override
        List<List<Point2D>> strokes(Random random) {
            return List.of();
        }
    },
    SCRIBBLE("scribbles") {
        @Override
        List<List<Point2D>> strokes(Random random) {
            List<List<Point2D>> strokes = new ArrayList<>();
            for (int stroke = random.nextInt(3); stroke >= 0; stroke--) {
                List<Point2D> points = new ArrayList<>();
                for (int point = 6 + random.nextInt(10); point > 0; point--) {
                    points.add(new Point2D.Double(100 * random.nextDouble(), 100 * random.nextDouble()));
                }
                strokes.add(points);
            }
            return strokes;
        }
    },
    OTHER_SIGN("other letters and signs") {
        @Override
        List<List<Point2D>> strokes(Random random) {
            return OtherSigns.any(random);
        }
    },
    TWO_SYMBOLS("two symbols") {
        /** Digits and letters: two of the operators can make a third one. */
        @Override
        List<List<Point2D>> strokes(Random random) {
            return Stream.concat(half(random, -4), half(random, 54)).toList();
        }

        private Stream<List<Point2D>> half(Random random, double left) {
            List<List<List<Point2D>>> ways = SymbolShapes.all().get("023456789xyz".charAt(random.nextInt(12)) + "");
            AffineTransform narrow = new AffineTransform(0.5, 0, 0, 1, left, 0);
            return ways.get(random.nextInt(ways.size())).stream().map(stroke -> stroke.stream()
                    .map(point -> narrow.transform(point, null))
                    .toList());
        }
    };

    private final String words;

    NonSymbol(String words) {
        this.words = words;
    }

    /** In the box of 100 × 100 of {@link SymbolShapes}. */
    abstract List<List<Point2D>> strokes(Random random);

    /** One of this kind, 155 × 135, black on white, by the hand that draws the samples; other seeds give other images. */
    public BufferedImage draw(long seed) {
        Random random = new Random(seed * values().length + ordinal());
        return new Writer(random).draw(strokes(random), 155, 135, BufferedImage.TYPE_INT_RGB);
    }

    /** In words, such as {@code "two symbols"}. */
    @Override
    public String toString() {
        return words;
    }
}
