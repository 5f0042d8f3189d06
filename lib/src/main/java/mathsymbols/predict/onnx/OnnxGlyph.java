package mathsymbols.predict.onnx;

import static mathsymbols.predict.onnx.OnnxValue.integer;

import java.util.List;
import mathsymbols.data.Glyph;

/**
 * How an image becomes a {@link Glyph}, as nodes of a graph, which know the image's size only when they run: a mean of pixels
 * is a sum with weights, and the weights of all means along one side of the image are a matrix.
 */
public final class OnnxGlyph {
    private static final int SIDE = Glyph.SIDE;
    private static final int VALUES = Glyph.VALUES;

    private final OnnxGraph graph;
    /** {@code [height, 3 · width]}, 0 … 255. */
    private final OnnxValue pixels;

    private final OnnxValue height;
    private final OnnxValue width;
    /** 0 to 47, {@code [48, 1]}. */
    private final OnnxValue parts;

    private OnnxGlyph(OnnxValue image) {
        graph = image.graph();
        pixels = image.floats().flat(1);
        OnnxValue size = image.node("Shape").floats();
        height = graph.node("Gather", List.of(size, graph.integer(0)));
        width = graph.node("Gather", List.of(size, graph.integer(1)));
        float[] numbers = new float[SIDE];
        for (int i = 0; i < SIDE; i++) {
            numbers[i] = i;
        }
        parts = graph.constant(numbers, SIDE, 1);
    }

    /**
     * @param image {@code [height, width, 3]} bytes: red, green, blue
     * @return {@code [1, 1, 48, 48]}, from 0 (paper) to 1 (ink)
     */
    public static OnnxValue of(OnnxValue image) {
        return new OnnxGlyph(image).glyph();
    }

    private OnnxValue glyph() {
        OnnxValue longer = height.max(width);
        OnnxValue isStrip = longer.isGreaterThan(height.min(width).times(Glyph.LONGEST));
        OnnxValue paper = median(means(height, width, graph.constant(0)));
        OnnxValue means = means(isStrip.choose(longer, height), isStrip.choose(longer, width), paper);
        return ink(clearest(means)).reshaped(1, 1, SIDE, SIDE);
    }

    /**
     * Of the image in the middle of a sheet of paper: the mean of each of 48 × 48 equal parts.
     *
     * @param sheetHeight in pixels, no less than the image's
     * @param paper {@code []} or {@code [3, 1]}, 0 … 255
     * @return {@code [3, 2304]}, 0 … 255
     */
    private OnnxValue means(OnnxValue sheetHeight, OnnxValue sheetWidth, OnnxValue paper) {
        OnnxValue ofRows = shares(height, sheetHeight);
        OnnxValue ofColumns = shares(width, sheetWidth);
        OnnxValue sums = ofRows.matrixProduct(pixels)
                .reshaped(SIDE, -1, 3)
                .transposed(2, 0, 1)
                .matrixProduct(ofColumns.transposed(1, 0))
                .reshaped(3, VALUES);
        OnnxValue covered =
                sum(ofRows).matrixProduct(sum(ofColumns).transposed(1, 0)).reshaped(1, VALUES);
        return sums.plus(paper.times(graph.constant(1).minus(covered)));
    }

    /** Of each row of a matrix, {@code [rows, 1]}. */
    private OnnxValue sum(OnnxValue matrix) {
        return graph.node("ReduceSum", List.of(matrix, graph.integers(1)));
    }

    /**
     * One side of a sheet in 48 equal parts, with an image in the middle: the share that each pixel has of each part.
     *
     * @param image its pixels, a number; so is {@code sheet}
     * @return {@code [48, image]}
     */
    private OnnxValue shares(OnnxValue image, OnnxValue sheet) {
        OnnxValue before = sheet.minus(image).times(0.5).node("Floor");
        OnnxValue places = graph.node("Range", List.of(graph.constant(0), image, graph.constant(1)))
                .plus(before);
        return beyond(places, sheet).minus(beyond(places.plus(1), sheet));
    }

    /** The share of each part that lies behind a place, {@code [48, places]}. In 48ths of a pixel all sums are whole, and exact. */
    private OnnxValue beyond(OnnxValue places, OnnxValue sheet) {
        OnnxValue begin = sheet.times(parts);
        OnnxValue end = begin.plus(sheet);
        return end.minus(places.times(SIDE).max(begin)).node("Relu").over(sheet);
    }

    /** Of each row of {@code [rows, 2304]}: the 1153rd value from below, {@code [rows, 1]}. */
    private OnnxValue median(OnnxValue rows) {
        int fromAbove = VALUES - VALUES / 2;
        OnnxValue upper = graph.firstOf(2, "TopK", List.of(rows, graph.integers(fromAbove)));
        return graph.node("Gather", List.of(upper, graph.integers(fromAbove - 1)), integer("axis", 1));
    }

    /**
     * Luminance, blue, green or red, the one that varies most.
     *
     * @param rgb {@code [3, 2304]}
     * @return {@code [1, 2304]}
     */
    private OnnxValue clearest(OnnxValue rgb) {
        float[] candidates = {0.299f, 0.587f, 0.114f, 0, 0, 1, 0, 1, 0, 1, 0, 0};
        OnnxValue all = graph.constant(candidates, 4, 3).matrixProduct(rgb);
        OnnxValue deviations = all.minus(all.ofEachRow("ReduceMean"));
        OnnxValue variances = deviations.times(deviations).ofEachRow("ReduceMean");
        float margin = (float) (Glyph.ROUNDING * Glyph.ROUNDING);
        OnnxValue greatest = variances
                .plus(graph.constant(new float[] {margin, 0, 0, 0}, 4, 1))
                .reshaped(4)
                .node("ArgMax", integer("axis", 0));
        return graph.node("Gather", List.of(all, greatest));
    }

    /** @param light {@code [1, 2304]}, 0 … 255 */
    private OnnxValue ink(OnnxValue light) {
        OnnxValue paper = median(light);
        OnnxValue above = tail(light, true).minus(paper);
        OnnxValue below = paper.minus(tail(light, false));
        OnnxValue lightOnDark = above.isGreaterThan(below.plus(Glyph.ROUNDING));
        OnnxValue ink =
                lightOnDark.choose(light, graph.constant(255).minus(light)).over(255);
        return graph.node("Clip", List.of(ink, graph.constant(0), graph.constant(1)));
    }

    /** The mean of the greatest or of the smallest hundredth, {@code [1, 1]}. */
    private OnnxValue tail(OnnxValue row, boolean greatest) {
        List<OnnxValue> inputs = List.of(row, graph.integers(Glyph.TAIL));
        return graph.firstOf(2, "TopK", inputs, integer("largest", greatest ? 1 : 0))
                .ofEachRow("ReduceMean");
    }
}
