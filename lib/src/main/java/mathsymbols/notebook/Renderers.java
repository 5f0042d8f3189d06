package mathsymbols.notebook;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.jsoup.nodes.Element;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.html.HtmlWriteOptions;

/** Turns the values that end a cell into what its reader sees. */
final class Renderers {
    /** Pictures carry this many pixels for each one of the page, so that they are sharp on fine screens and on paper. */
    private static final int SCALE = 2;

    private Renderers() {}

    /**
     * A table whose numbers stand right and whose words stand left. It brings no colours of its own and so follows the
     * notebook's theme.
     */
    static Rendering table(Table table) {
        StringWriter html = new StringWriter();
        table.write()
                .usingOptions(HtmlWriteOptions.builder(html)
                        .elementCreator((name, column, row) -> new Element(name)
                                .attr("style", "text-align:" + (column instanceof NumericColumn ? "right" : "left")))
                        .build());
        return new Rendering(html.toString(), table.printAll());
    }

    /** A chart as a picture of twice its size, shown at its size. */
    static Rendering chart(Chart<?, ?> chart) {
        BufferedImage image =
                new BufferedImage(SCALE * chart.getWidth(), SCALE * chart.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.scale(SCALE, SCALE);
        chart.paint(graphics, chart.getWidth(), chart.getHeight());
        graphics.dispose();
        return picture(image, chart.getWidth(), chart.getTitle());
    }

    /** An image as {@code <img>} with its width on the page in CSS pixels and its alternative text. */
    static Rendering picture(BufferedImage image, int width, String alternative) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException("A picture could not be turned into PNG: " + alternative, e);
        }
        String html = "<img width=\"" + width + "\" alt=\"" + Rendering.escape(alternative)
                + "\" src=\"data:image/png;base64," + Base64.getEncoder().encodeToString(png.toByteArray()) + "\">";
        return new Rendering(html, alternative);
    }
}
