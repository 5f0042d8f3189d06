package mathsymbols.notebook.run;

import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;

/** A figure of a page, to be shown on another one as well. */
final class PagePicture {
    private static final String DATA = "data:image/png;base64,";

    private final Element image;

    private PagePicture(Element image) {
        this.image = image;
    }

    /** The first figure of a page. */
    static Optional<PagePicture> first(String page) {
        return Optional.ofNullable(figures(page).first()).map(PagePicture::new);
    }

    /** The figure of a page with the most in it, measured in bytes; none that is taller than wide, which would be a thin strip. */
    static Optional<PagePicture> richest(String page) {
        return figures(page).stream()
                .filter(image -> size(image, "height") <= size(image, "width"))
                .max(Comparator.comparingInt(image -> image.attr("src").length()))
                .map(PagePicture::new);
    }

    private static int size(Element image, String side) {
        return image.hasAttr(side) ? Integer.parseInt(image.attr(side)) : 0;
    }

    private static Elements figures(String page) {
        return Jsoup.parse(page).select("figure > img[src^=" + DATA + "]");
    }

    /**
     * The figure without its caption.
     *
     * @param width in device pixels at most
     * @param alone whether it says something by itself, rather than beside the words for it
     */
    String html(int width, boolean alone) {
        String look = image.parent().className();
        return "<figure class=\"" + look + "\"><img alt=\""
                + (alone ? image.attr("alt").replace("\"", "&quot;") : "") + "\" src=\"" + DATA
                + Base64.getEncoder().encodeToString(png(width)) + "\"></figure>";
    }

    private byte[] png(int width) {
        byte[] original = Base64.getDecoder().decode(image.attr("src").substring(DATA.length()));
        try {
            BufferedImage picture = ImageIO.read(new ByteArrayInputStream(original));
            if (picture.getWidth() <= width) {
                return original;
            }
            var bytes = new ByteArrayOutputStream();
            ImageIO.write(smaller(picture, width), "png", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BufferedImage smaller(BufferedImage image, int width) {
        int height = Math.max(1, image.getHeight() * width / image.getWidth());
        BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = small.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(image.getScaledInstance(width, height, Image.SCALE_AREA_AVERAGING), 0, 0, null);
        graphics.dispose();
        return small;
    }
}
