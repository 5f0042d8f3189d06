package mathsymbols.notebook.run;

import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import mathsymbols.io.AtomicFile;
import mathsymbols.notebook.Banner;
import mathsymbols.notebook.Home;
import mathsymbols.notebook.Settings;

/** The page that leads to the chapters: title, settings, and one line and one picture for each chapter. */
final class IndexPage {
    private static final int WIDTH = 640;
    private static final Pattern PICTURE = Pattern.compile("<img [^>]*src=\"data:image/png;base64,([A-Za-z0-9+/=]+)\"");

    private IndexPage() {}

    /** Writes {@code index.html} beside the pages that there are. */
    static void write(Home home, Path out, List<Chapter> chapters, Settings settings) throws IOException {
        StringBuilder html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<link rel=\"icon\" href=\"data:,\">\n<title>Handwritten math symbols, in Java</title>\n<style>\n");
        html.append(Files.readString(home.environment().resolve("nbconvert/templates/math-symbols/page.css")));
        html.append("</style>\n</head>\n<body>\n<main>\n<h1>Handwritten math symbols, in Java</h1>\n");
        settings.banner().ifPresent(banner -> html.append(Banner.html(banner)).append('\n'));
        html.append("<pre>").append(escape(settings.toString())).append("</pre>\n<ol class=\"index\">\n");
        for (Chapter chapter : chapters) {
            if (Files.exists(out.resolve(chapter.page()))) {
                html.append(entry(out, chapter));
            }
        }
        html.append("</ol>\n<p><a href=\"results.json\">All numbers as JSON</a></p>\n</main>\n</body>\n</html>\n");
        AtomicFile.write(
                out.resolve("index.html"),
                stream -> stream.write(html.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static String entry(Path out, Chapter chapter) throws IOException {
        String picture = picture(Files.readString(out.resolve(chapter.page())))
                .map(data -> "<img width=\"" + WIDTH / 2 + "\" alt=\"\" src=\"data:image/png;base64," + data + "\">")
                .orElse("");
        return "<li><a href=\"" + chapter.page() + "\">" + picture + "<h2>" + escape(chapter.title()) + "</h2></a><p>"
                + escape(chapter.line()) + "</p></li>\n";
    }

    /** The page's largest picture, no wider than {@value #WIDTH} pixels, as PNG in Base64. */
    private static Optional<String> picture(String page) throws IOException {
        String largest = "";
        for (Matcher match = PICTURE.matcher(page); match.find(); ) {
            if (match.group(1).length() > largest.length()) {
                largest = match.group(1);
            }
        }
        if (largest.isEmpty()) {
            return Optional.empty();
        }
        BufferedImage image =
                ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(largest)));
        if (image == null || image.getWidth() <= WIDTH) {
            return Optional.of(largest);
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(smaller(image), "png", png);
        return Optional.of(Base64.getEncoder().encodeToString(png.toByteArray()));
    }

    private static BufferedImage smaller(BufferedImage image) {
        int height = Math.max(1, image.getHeight() * WIDTH / image.getWidth());
        BufferedImage small = new BufferedImage(WIDTH, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = small.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(image.getScaledInstance(WIDTH, height, Image.SCALE_AREA_AVERAGING), 0, 0, null);
        graphics.dispose();
        return small;
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
