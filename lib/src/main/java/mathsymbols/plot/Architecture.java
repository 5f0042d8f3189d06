package mathsymbols.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import mathsymbols.nn.Summary;
import mathsymbols.nn.Summary.Kind;
import mathsymbols.nn.Summary.Row;

/**
 * A network as a row of blocks, drawn to scale: a block's height and depth are those of a layer's maps in pixels, its width
 * is how many maps there are. Layers of one output size stand together over the size.
 */
final class Architecture {
    private static final double PIXEL = 0.6;
    private static final double CHANNEL = 0.055;
    /** How far a block's top leans back, as a share of its depth. */
    private static final double LEAN = 0.22;

    private static final double THINNEST = 2;
    private static final double BETWEEN_LAYERS = 4;
    private static final double BETWEEN_GROUPS = 12;
    private static final double NARROWEST_GROUP = 26;
    private static final int LEFT = 100;
    private static final int RIGHT = 40;
    private static final int LABELS = 46;
    private static final Map<Kind, Color> COLORS = Map.of(
            Kind.INPUT, Color.WHITE,
            Kind.CONVOLUTION, Theme.BLUE,
            Kind.POOLING, Theme.ORANGE,
            Kind.NORMALIZATION, Theme.SKY,
            Kind.DENSE, Theme.GREEN,
            Kind.OUTPUT, Theme.VERMILION,
            Kind.OTHER, Theme.FRAME);
    private static final Map<Kind, String> NAMES = Map.of(
            Kind.INPUT, "image",
            Kind.CONVOLUTION, "convolution",
            Kind.POOLING, "pooling",
            Kind.NORMALIZATION, "batch normalisation",
            Kind.DENSE, "dense",
            Kind.OUTPUT, "output",
            Kind.OTHER, "other");

    private final List<List<Row>> groups;
    private final double middle;

    private Architecture(Summary summary) {
        groups = groups(summary.rows());
        double highest = summary.rows().stream().mapToDouble(Row::height).max().orElseThrow();
        middle = highest * PIXEL * (0.5 + LEAN) + 8;
    }

    /** Networks by name, one below the other and to one scale. */
    static Figure figure(Map<String, Summary> networks) {
        List<Figure> rows = new ArrayList<>();
        networks.forEach((name, summary) -> rows.add(new Architecture(summary).figure(name)));
        List<Kind> kinds = networks.values().stream()
                .flatMap(summary -> summary.rows().stream())
                .map(Row::kind)
                .distinct()
                .sorted()
                .toList();
        rows.add(legend(kinds));
        return Panels.column(
                "Drawn to scale: "
                        + rows.stream().limit(networks.size()).map(Figure::alt).collect(Collectors.joining("; ")),
                rows);
    }

    /** Neighbours whose outputs have one size. */
    private static List<List<Row>> groups(List<Row> rows) {
        List<List<Row>> groups = new ArrayList<>();
        for (Row row : rows) {
            if (groups.isEmpty() || !last(last(groups)).output().equals(row.output())) {
                groups.add(new ArrayList<>());
            }
            last(groups).add(row);
        }
        return groups;
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }

    private Figure figure(String name) {
        double width = LEFT
                + RIGHT
                + groups.stream().mapToDouble(Architecture::advance).sum();
        double base = 2 * middle - 8;
        return new Figure((int) Math.ceil(width), (int) Math.ceil(base + LABELS), alt(name), g -> {
            g.setStroke(new BasicStroke(0.8f));
            g.setFont(Theme.font(Theme.TITLE));
            g.setColor(Theme.INK);
            Text.left(g, name, 4, middle);
            g.setFont(Theme.font(Theme.SMALL));
            g.setColor(Theme.FAINT_INK);
            Text.left(g, "pixels", 4, base + 10);
            Text.left(g, "channels", 4, base + 28);
            double x = LEFT;
            for (List<Row> group : groups) {
                paint(g, group, x + (advance(group) - BETWEEN_GROUPS - width(group)) / 2);
                double center = x + (advance(group) - BETWEEN_GROUPS) / 2;
                g.setColor(Theme.INK);
                if (isImage(group.get(0))) {
                    Text.center(g, Long.toString(group.get(0).height()), center, base + 10);
                }
                Text.center(g, Long.toString(group.get(0).channels()), center, base + 28);
                x += advance(group);
            }
        });
    }

    private String alt(String name) {
        return groups.stream()
                .map(group ->
                        group.get(0).output().stream().map(String::valueOf).collect(Collectors.joining(" × ")))
                .collect(Collectors.joining(", ", name + " from ", ""));
    }

    private static boolean isImage(Row row) {
        return row.output().size() > 1;
    }

    private static double width(List<Row> group) {
        return group.stream().mapToDouble(Architecture::width).sum() + (group.size() - 1) * BETWEEN_LAYERS;
    }

    private static double width(Row row) {
        return Math.max(THINNEST, row.channels() * CHANNEL);
    }

    private static double advance(List<Row> group) {
        double label =
                Text.width(Theme.font(Theme.SMALL), Long.toString(group.get(0).channels()));
        return Math.max(Math.max(width(group), label), NARROWEST_GROUP) + BETWEEN_GROUPS;
    }

    private void paint(Graphics2D g, List<Row> group, double left) {
        double x = left;
        for (Row row : group) {
            double height = Math.max(THINNEST, row.height() * PIXEL);
            block(g, new Rectangle2D.Double(x, middle - height / 2, width(row), height), COLORS.get(row.kind()));
            x += width(row) + BETWEEN_LAYERS;
        }
    }

    /** A box seen from the front, a little from above and from the right. */
    private static void block(Graphics2D g, Rectangle2D.Double front, Color color) {
        double back = front.height * LEAN;
        face(
                g,
                mixed(color, Color.WHITE),
                front.x,
                front.y,
                front.x + back,
                front.y - back,
                front.getMaxX() + back,
                front.y - back,
                front.getMaxX(),
                front.y);
        face(
                g,
                mixed(color, Color.BLACK),
                front.getMaxX(),
                front.y,
                front.getMaxX() + back,
                front.y - back,
                front.getMaxX() + back,
                front.getMaxY() - back,
                front.getMaxX(),
                front.getMaxY());
        face(
                g,
                color,
                front.x,
                front.y,
                front.getMaxX(),
                front.y,
                front.getMaxX(),
                front.getMaxY(),
                front.x,
                front.getMaxY());
    }

    private static void face(Graphics2D g, Color color, double... corners) {
        var path = new Path2D.Double();
        path.moveTo(corners[0], corners[1]);
        for (int i = 2; i < corners.length; i += 2) {
            path.lineTo(corners[i], corners[i + 1]);
        }
        path.closePath();
        g.setColor(color);
        g.fill(path);
        g.setColor(Theme.INK);
        g.draw(path);
    }

    private static Color mixed(Color color, Color other) {
        return new Color(
                (3 * color.getRed() + other.getRed()) / 4,
                (3 * color.getGreen() + other.getGreen()) / 4,
                (3 * color.getBlue() + other.getBlue()) / 4);
    }

    private static Figure legend(List<Kind> kinds) {
        List<String> names = kinds.stream().map(NAMES::get).toList();
        double words = names.stream()
                .mapToDouble(name -> Text.width(Theme.font(Theme.TEXT), name) + 40)
                .sum();
        return new Figure((int) Math.ceil(LEFT + words), 24, "", g -> {
            g.setFont(Theme.font(Theme.TEXT));
            g.setStroke(new BasicStroke(0.8f));
            double x = LEFT;
            for (int i = 0; i < kinds.size(); i++) {
                var sample = new Rectangle2D.Double(x, 6, 12, 12);
                g.setColor(COLORS.get(kinds.get(i)));
                g.fill(sample);
                g.setColor(Theme.INK);
                g.draw(sample);
                Text.left(g, names.get(i), x + 18, 12);
                x += Text.width(g.getFont(), names.get(i)) + 40;
            }
        });
    }
}
