package mathsymbols.data.sample;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One writer's hand at one moment: draws strokes with a slant, size, place, thickness, pressure and wobble of its own, all
 * drawn from {@code random}.
 */
record Writer(Random random) {
    private static final int STEPS = 12;
    private static final double JITTER = 2.5;
    private static final double DOT = 2.2;

    /** Of the room that an image leaves, what symbols are written in: people begin near the middle. */
    private static final double SPREAD = 0.6;

    /** Draws strokes given in a box of 100 × 100, black on white, somewhere on an image of this size and type. */
    BufferedImage draw(List<List<Point2D>> strokes, int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        int grey = random.nextInt(40);
        graphics.setColor(new Color(grey, grey, grey));

        double thickness = height * 0.028 * Math.exp(uniform(0, 0.8));
        AffineTransform hand = hand(height);
        List<List<Point2D>> lines = strokes.stream()
                .map(stroke -> stroke.size() == 1 ? dot(stroke.get(0)) : wobbling(smooth(jittered(stroke))))
                .map(line -> line.stream().map(p -> hand.transform(p, null)).toList())
                .toList();
        place(graphics, bounds(lines), thickness, width, height);
        for (int i = 0; i < lines.size(); i++) {
            ink(graphics, lines.get(i), strokes.get(i).size() == 1 ? thickness * uniform(1.5, 2.6) : thickness);
        }
        graphics.dispose();
        return image;
    }

    private double uniform(double from, double to) {
        return from + (to - from) * random.nextDouble();
    }

    /** From the box to pixels about the origin: size, width to height, slant and turn. */
    private AffineTransform hand(int height) {
        double size = height * uniform(0.45, 0.8) / 100;
        AffineTransform hand = AffineTransform.getRotateInstance(random.nextGaussian() * 0.07);
        hand.shear(-0.12 + random.nextGaussian() * 0.13, 0);
        hand.scale(size * uniform(0.85, 1.25), size);
        hand.translate(-50, -50);
        return hand;
    }

    private List<Point2D> jittered(List<Point2D> stroke) {
        List<Point2D> points = new ArrayList<>();
        for (Point2D point : stroke) {
            boolean corner = !points.isEmpty() && point.equals(stroke.get(points.size() - 1));
            points.add(corner ? points.get(points.size() - 1) : shifted(point, JITTER));
        }
        return points;
    }

    private Point2D shifted(Point2D point, double by) {
        return new Point2D.Double(point.getX() + by * random.nextGaussian(), point.getY() + by * random.nextGaussian());
    }

    /** A small ring, which the thickness of the pen fills more or less. */
    private List<Point2D> dot(Point2D centre) {
        Point2D middle = shifted(centre, JITTER);
        double radius = DOT * uniform(0.4, 1.8);
        List<Point2D> ring = new ArrayList<>();
        for (int i = 0; i <= STEPS; i++) {
            double angle = 2 * Math.PI * i / STEPS;
            ring.add(shifted(
                    new Point2D.Double(
                            middle.getX() + radius * Math.cos(angle), middle.getY() + radius * Math.sin(angle)),
                    0.3));
        }
        return ring;
    }

    /** A uniform Catmull–Rom spline through the points; two equal points in a row make a corner. */
    private static List<Point2D> smooth(List<Point2D> points) {
        List<Point2D> line = new ArrayList<>();
        for (int i = 0; i + 1 < points.size(); i++) {
            Point2D before = points.get(Math.max(0, i - 1));
            Point2D from = points.get(i);
            Point2D to = points.get(i + 1);
            Point2D after = points.get(Math.min(points.size() - 1, i + 2));
            for (int step = 0; step < STEPS; step++) {
                double t = (double) step / STEPS;
                line.add(new Point2D.Double(
                        spline(before.getX(), from.getX(), to.getX(), after.getX(), t),
                        spline(before.getY(), from.getY(), to.getY(), after.getY(), t)));
            }
        }
        line.add(points.get(points.size() - 1));
        return line;
    }

    private static double spline(double a, double b, double c, double d, double t) {
        return b + t / 2 * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
    }

    private List<Point2D> wobbling(List<Point2D> line) {
        double size = uniform(0, 1.4);
        double waves = uniform(1, 3.5);
        double phaseX = uniform(0, 2 * Math.PI);
        double phaseY = uniform(0, 2 * Math.PI);
        List<Point2D> wobbling = new ArrayList<>();
        for (int i = 0; i < line.size(); i++) {
            double angle = 2 * Math.PI * waves * i / line.size();
            wobbling.add(new Point2D.Double(
                    line.get(i).getX() + size * Math.sin(angle + phaseX),
                    line.get(i).getY() + size * Math.sin(angle + phaseY)));
        }
        return wobbling;
    }

    private static Rectangle2D bounds(List<List<Point2D>> lines) {
        Path2D all = new Path2D.Double();
        for (List<Point2D> line : lines) {
            all.moveTo(line.get(0).getX(), line.get(0).getY());
            line.forEach(p -> all.lineTo(p.getX(), p.getY()));
        }
        return all.getBounds2D();
    }

    /** Moves the origin so that the strokes lie somewhere on the paper, more often near its middle. */
    private void place(Graphics2D graphics, Rectangle2D strokes, double thickness, int width, int height) {
        double roomX = SPREAD * Math.max(0, (width - strokes.getWidth()) / 2 - 2 * thickness);
        double roomY = SPREAD * Math.max(0, (height - strokes.getHeight()) / 2 - 2 * thickness);
        graphics.translate(
                width / 2.0 - strokes.getCenterX() + roomX * (uniform(-0.5, 0.5) + uniform(-0.5, 0.5)),
                height / 2.0 - strokes.getCenterY() + roomY * (uniform(-0.5, 0.5) + uniform(-0.5, 0.5)));
    }

    /** Pulls the pen along a line while its pressure rises and falls. */
    private void ink(Graphics2D graphics, List<Point2D> line, double thickness) {
        double sway = uniform(0, 0.25);
        double waves = uniform(0.3, 1.5);
        double phase = uniform(0, 2 * Math.PI);
        for (int i = 0; i + 1 < line.size(); i++) {
            double pressure = 1 + sway * Math.sin(2 * Math.PI * waves * i / line.size() + phase);
            graphics.setStroke(
                    new BasicStroke((float) (thickness * pressure), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            graphics.draw(new Line2D.Double(line.get(i), line.get(i + 1)));
        }
    }
}
