package mathsymbols.plot;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Writes a figure as an SVG document. */
final class Svg {
    private Svg() {}

    static String of(Figure figure) {
        var graphics = new VectorGraphics2D();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, figure.width(), figure.height());
        figure.painter().accept(graphics);
        var page = new PageSize(figure.width(), figure.height());
        var bytes = new ByteArrayOutputStream();
        try {
            new SVGProcessor().getDocument(graphics.getCommands(), page).writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String document = bytes.toString(StandardCharsets.UTF_8);
        int opened = document.indexOf('>', document.indexOf("<svg")) + 1;
        String title = "<title>" + Markup.escape(figure.alt()) + "</title>";
        return document.substring(0, opened) + title + document.substring(opened);
    }
}
