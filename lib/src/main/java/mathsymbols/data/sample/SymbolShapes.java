package mathsymbols.data.sample;

import java.awt.geom.Point2D;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How people write the 19 symbols: for each some ways, each way a list of strokes, each stroke the points that a pen
 * passes. Points lie in a box of 100 × 100, y downwards; a point given twice is a corner, elsewhere the pen goes round
 * smoothly; a stroke of one point is a dot.
 */
final class SymbolShapes {
    /** The ways are parted by {@code /}, strokes by {@code |}. */
    private static final Map<String, String> STROKES = Map.ofEntries(
            Map.entry(
                    "0",
                    "55,2 30,12 18,45 25,85 50,98 75,85 83,50 72,12 50,2 / 46,3 24,25 22,65 44,98 70,86 80,48 66,10 40,4"),
            Map.entry("1", "50,2 49,98 / 56,2 46,98 / 32,24 52,2 52,2 50,98 / 32,22 52,2 52,2 51,97 | 30,98 72,97"),
            Map.entry(
                    "2",
                    "22,25 35,5 60,2 76,20 68,48 40,76 20,97 20,97 82,95"
                            + " / 22,22 45,2 72,12 70,42 45,75 22,92 18,80 32,78 55,94 84,90"),
            Map.entry(
                    "3",
                    "22,10 50,0 74,15 68,38 42,47 42,47 72,58 76,82 52,99 20,88"
                            + " / 22,4 74,4 74,4 46,40 46,40 76,58 74,86 46,99 20,86"),
            Map.entry("4", "62,0 18,64 18,64 84,62 | 64,30 60,100 / 28,2 24,50 24,50 78,48 | 70,5 66,100"),
            Map.entry(
                    "5",
                    "74,3 32,4 32,4 28,45 28,45 58,38 78,62 66,92 40,99 20,88"
                            + " / 32,4 28,44 28,44 60,38 78,64 64,93 36,99 20,88 | 32,5 76,2"),
            Map.entry(
                    "6",
                    "66,2 38,20 22,58 30,92 56,99 76,82 70,58 48,52 26,68 / 48,0 28,40 26,84 50,99 70,84 64,62 44,60 28,76"),
            Map.entry(
                    "7",
                    "20,6 80,4 80,4 58,48 44,98 / 20,6 78,4 78,4 44,98 | 34,52 74,50 / 20,16 22,5 22,5 78,4 78,4 50,98"),
            Map.entry(
                    "8",
                    "66,12 44,2 26,18 38,40 62,54 76,78 56,98 30,90 26,68 48,48 68,28 64,8"
                            + " / 50,2 30,14 34,40 52,46 70,32 66,8 48,2 | 50,47 26,64 30,92 54,99 76,84 70,58 48,47"),
            Map.entry(
                    "9",
                    "72,18 48,2 26,18 30,42 52,50 72,30 74,16 74,16 70,60 60,99"
                            + " / 72,20 50,2 26,18 32,44 56,46 74,20 76,50 64,88 40,99 26,90"),
            Map.entry("add", "50,12 49,88 | 12,50 88,49"),
            Map.entry("dec", "50,50"),
            Map.entry("div", "8,50 92,50 | 50,17 | 50,83"),
            Map.entry("eq", "15,35 85,33 | 15,65 85,64 / 12,40 88,38 | 18,62 84,60"),
            Map.entry("mul", "18,15 82,85 | 82,14 18,86"),
            Map.entry("sub", "10,50 90,50"),
            Map.entry(
                    "x",
                    "14,24 30,12 42,28 54,72 66,90 84,78 | 80,14 62,22 44,62 32,88 14,84"
                            + " / 20,12 46,26 47,70 20,90 | 82,12 54,28 53,72 82,90"),
            Map.entry("y", "22,5 26,38 48,46 72,28 | 76,4 68,45 52,88 30,99 20,86 / 20,8 50,52 | 80,5 50,55 28,100"),
            Map.entry(
                    "z",
                    "22,8 78,6 78,6 22,94 22,94 82,92 / 22,6 78,5 78,5 22,95 22,95 80,94 | 34,51 68,49"
                            + " / 22,16 46,4 76,10 76,10 46,48 20,90 20,90 50,84 82,94"));

    private SymbolShapes() {}

    /** The ways of writing each symbol, by class name in order. */
    static Map<String, List<List<List<Point2D>>>> all() {
        Map<String, List<List<List<Point2D>>>> glyphs = new TreeMap<>();
        STROKES.forEach((label, text) ->
                glyphs.put(label, split(text, "/").map(SymbolShapes::way).toList()));
        return glyphs;
    }

    /** Strokes parted by {@code |}. */
    static List<List<Point2D>> way(String text) {
        return split(text, "\\|").map(SymbolShapes::stroke).toList();
    }

    private static List<Point2D> stroke(String text) {
        return split(text, " ").map(SymbolShapes::point).toList();
    }

    private static Point2D point(String text) {
        String[] xy = text.split(",");
        return new Point2D.Double(Double.parseDouble(xy[0]), Double.parseDouble(xy[1]));
    }

    private static Stream<String> split(String text, String separator) {
        return Arrays.stream(text.split(separator)).map(String::strip);
    }
}
