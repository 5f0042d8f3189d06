package mathsymbols.plot;

import java.util.List;
import java.util.Map;

/**
 * Something on a figure of which a page's script can tell more than the picture shows. Places are in CSS pixels from the
 * figure's upper left corner.
 */
public sealed interface Detail {
    /** The same in another place, as on a figure of several panels. */
    Detail moved(double right, double down);

    /** Where something stands. */
    record Box(double x, double y, double width, double height) {
        Box moved(double right, double down) {
            return new Box(x + right, y + down, width, height);
        }
    }

    /**
     * A line of a chart.
     *
     * @param chart the title of the chart that it belongs to
     * @param name what the chart calls it
     * @param along what the horizontal axis counts, such as {@code Epoch}
     * @param value what the vertical axis measures
     * @param color of the line, such as {@code #0072b2}
     * @param points each {@code {x, y, number on the horizontal axis, number on the vertical one}}
     */
    record Line(String chart, String name, String along, String value, String color, List<double[]> points)
            implements Detail {
        public Line {
            points = List.copyOf(points);
        }

        @Override
        public Line moved(double right, double down) {
            return new Line(
                    chart,
                    name,
                    along,
                    value,
                    color,
                    points.stream()
                            .map(p -> new double[] {p[0] + right, p[1] + down, p[2], p[3]})
                            .toList());
        }
    }

    /**
     * A cell of a table that stands for images.
     *
     * @param says what it counts, in a sentence without its full stop
     * @param name the short form, for a list to choose from
     * @param images some of them as {@code data:} addresses; may be empty
     */
    record Cell(Box box, String says, String name, List<String> images) implements Detail {
        public Cell {
            images = List.copyOf(images);
        }

        @Override
        public Cell moved(double right, double down) {
            return new Cell(box.moved(right, down), says, name, images);
        }
    }

    /**
     * A part of the picture that may change places with others.
     *
     * @param by what to sort it by, under a name for people: a number (the largest first) or a text
     */
    record Piece(Box box, Map<String, Object> by) implements Detail {
        @Override
        public Piece moved(double right, double down) {
            return new Piece(box.moved(right, down), by);
        }
    }
}
