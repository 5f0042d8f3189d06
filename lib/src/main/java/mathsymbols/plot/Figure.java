package mathsymbols.plot;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import mathsymbols.io.Json;

/**
 * A picture that is painted anew at every size it is asked for.
 *
 * @param width in CSS pixels
 * @param height in CSS pixels
 * @param alt what the picture shows, for those who do not see it
 * @param look how a page may treat it
 * @param caption what stands under it on a page; empty for none
 * @param panels how many panels of one width stand side by side in it; a narrow page may put them below each other; 0 where
 *     there is nothing to show, and {@code alt} is a sentence that says so
 * @param details what a page's script can tell beyond the picture; the picture says enough without
 * @param painter paints inside {@code 0 … width, 0 … height} on a white ground
 */
public record Figure(
        int width,
        int height,
        String alt,
        Look look,
        String caption,
        int panels,
        List<Detail> details,
        Consumer<Graphics2D> painter) {
    /** What a picture is made of. */
    public enum Look {
        /** Lines, letters and areas: a dark page may show it light on dark. */
        CHART("invert(1) hue-rotate(180deg);mix-blend-mode:screen"),
        /** Photographs and drawings, whose black is black on every page. */
        PICTURES("brightness(.8)");

        private final String filter;

        Look(String filter) {
            this.filter = filter;
        }

        /** The class of a figure's element. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** What suits JupyterLab's dark theme, as an exported page's own style suits a dark page; a notebook has no other. */
        String style() {
            return "<style>[data-jp-theme-light=false] figure." + word() + " img{filter:" + filter + "}</style>";
        }
    }

    /** Device pixels per CSS pixel of files and pages: sharp on the screens that most people read on. */
    private static final double SHARP = 2;

    private static final Map<RenderingHints.Key, Object> HINTS = Map.of(
            RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON,
            RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON,
            RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON,
            RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE,
            RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC,
            RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);

    public Figure {
        details = List.copyOf(details);
    }

    /** A picture without a caption. */
    public Figure(int width, int height, String alt, Consumer<Graphics2D> painter) {
        this(width, height, alt, Look.PICTURES, "", 1, List.of(), painter);
    }

    /** The same picture with what stands under it on a page. */
    public Figure captioned(String text) {
        return new Figure(width, height, alt, look, text, panels, details, painter);
    }

    /** The same picture, known to hold lines, letters and areas only. */
    Figure chart() {
        return new Figure(width, height, alt, Look.CHART, caption, panels, details, painter);
    }

    /** The same picture, known to be made of so many columns of one width. */
    Figure inPanels(int columns) {
        return new Figure(width, height, alt, look, caption, columns, details, painter);
    }

    /** The same picture with more to tell about it. */
    Figure with(List<Detail> more) {
        return new Figure(width, height, alt, look, caption, panels, more, painter);
    }

    /**
     * The picture in memory.
     *
     * @param scale device pixels per CSS pixel, such as 1 or 2
     */
    public BufferedImage image(double scale) {
        var image = new BufferedImage(
                (int) Math.round(width * scale), (int) Math.round(height * scale), BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, image.getWidth(), image.getHeight());
        g.setRenderingHints(HINTS);
        g.scale(scale, scale);
        painter.accept(g);
        g.dispose();
        return image;
    }

    /** Writes a PNG file with two pixels per CSS pixel. */
    public void png(Path file) throws IOException {
        Files.write(file, InlinePng.bytes(image(SHARP)));
    }

    /**
     * A figure element that holds the picture itself: as wide as {@code width} says where there is room, narrower on a
     * narrow page, and no request to anywhere. Its class is the look in lower case. Where there is nothing to show, it is a
     * paragraph.
     */
    public String html() {
        if (panels == 0) {
            return "<p>" + Markup.escape(alt) + "</p>";
        }
        return "<figure class=\"%s\"%s style=\"margin:1em 0\">%s%s%s%s</figure>"
                .formatted(
                        look.word(),
                        panels > 1 ? " data-panels=\"" + panels + "\"" : "",
                        image(""),
                        look.style(),
                        details.isEmpty() ? "" : "<script type=\"application/json\">" + json() + "</script>",
                        caption.isEmpty() ? "" : "<figcaption>" + Markup.escape(caption) + "</figcaption>");
    }

    /**
     * The picture's own element.
     *
     * @param more attributes, each after a space
     */
    String image(String more) {
        return String.format(
                Locale.ROOT,
                "<img src=\"%s\" alt=\"%s\" width=\"%d\" height=\"%d\" style=\"max-width:100%%;height:auto\"%s>",
                InlinePng.address(image(SHARP)),
                Markup.escape(alt),
                width,
                height,
                more);
    }

    /** Without the sign that could end the element around it. */
    private String json() {
        try {
            return Json.MAPPER.writeValueAsString(details).replace("<", "\\u003c");
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
