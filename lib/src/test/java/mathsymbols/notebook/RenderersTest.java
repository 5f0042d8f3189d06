package mathsymbols.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import mathsymbols.plot.Figure;
import mathsymbols.predict.SymbolClassifier;
import mathsymbols.predict.pad.DrawingPad;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.QuickChart;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class RenderersTest {
    @Test
    void aTablesNumbersStandRightAndItsWordsLeft() {
        Table table = Table.create(StringColumn.create("symbol", "<x>"), DoubleColumn.create("score", 0.5));

        Element html = Jsoup.parse(Renderers.table(table).html());

        assertThat(html.select("th").eachAttr("style")).containsExactly("text-align:left", "text-align:right");
        assertThat(html.select("td").eachText()).containsExactly("<x>", "0.5");
        assertThat(Renderers.table(table).text()).contains("symbol", "0.5");
    }

    @Test
    void aTablesNameStandsOverItAndSentencesMayFold() {
        Table table = Table.create(
                "Right of <all>, %", StringColumn.create("what", "a sentence that is longer than forty letters"));

        Element html = Jsoup.parse(Renderers.table(table).html());

        assertThat(html.select("table > caption").eachText()).containsExactly("Right of <all>, %");
        assertThat(html.select("td").attr("style")).contains("white-space:normal");
        Table unnamed = Table.create(StringColumn.create("what", "short"));
        assertThat(Renderers.table(unnamed).html()).doesNotContain("caption", "white-space");
    }

    @Test
    void textsThatAreMostlyNumbersStandRightToo() {
        Table table = Table.create(
                StringColumn.create("ours", "0.98", "+3", "Hyperband", "0.96 … 0.99"),
                StringColumn.create("class", "0", "1", "add", "sub"),
                StringColumn.create("empty", "", "", "", ""));

        assertThat(Jsoup.parse(Renderers.table(table).html()).select("th").eachAttr("style"))
                .containsExactly("text-align:right", "text-align:left", "text-align:left");
    }

    @Test
    void aPictureHasTwicePixelsItsWidthAndAnAlternativeText() throws IOException {
        Rendering rendering =
                Renderers.figure(new Figure(30, 20, "a \"dot\"", graphics -> graphics.fillRect(1, 1, 2, 2)));

        Element image = Jsoup.parse(rendering.html()).selectFirst("img");
        BufferedImage pixels = ImageIO.read(new ByteArrayInputStream(
                Base64.getDecoder().decode(image.attr("src").replace("data:image/png;base64,", ""))));
        assertThat(image.attr("width")).isEqualTo("30");
        assertThat(image.attr("alt")).isEqualTo("a \"dot\"");
        assertThat(pixels.getWidth()).isEqualTo(60);
        assertThat(rendering.text()).isEqualTo("a \"dot\"");
    }

    @Test
    void aFigureHasItsCaptionUnderIt() {
        Figure figure = new Figure(30, 20, "a dot", graphics -> {}).captioned("A <dot>.");

        Element html = Jsoup.parse(Renderers.figure(figure).html()).selectFirst("figure");
        assertThat(html.className()).isEqualTo("pictures");
        assertThat(html.selectFirst("figcaption").text()).isEqualTo("A <dot>.");
    }

    @Test
    void aChartIsShownUnderItsTitle() {
        var chart = QuickChart.getChart("Loss", "epoch", "loss", "training", new double[] {1, 2}, new double[] {2, 1});

        Element figure = Jsoup.parse(Renderers.chart(chart).html()).selectFirst("figure");
        assertThat(figure.className()).isEqualTo("chart");
        assertThat(figure.selectFirst("img").attr("alt")).isEqualTo("Loss");
        assertThat(figure.selectFirst("style").data())
                .as("in JupyterLab's dark theme")
                .startsWith("[data-jp-theme-light=false] figure.chart img{filter:invert(1)");
    }

    @Test
    void aDrawingPadIsAFrameForWhichAnExportedPageFindsASentence() throws IOException {
        var nobodyAsks = new SymbolClassifier(null, null, List.of(), null);
        try (DrawingPad pad = DrawingPad.open(nobodyAsks)) {
            Rendering rendering = Renderers.pad(pad);

            Element html = Jsoup.parse(rendering.html()).selectFirst("div[class=math-symbols-pad]");
            assertThat(html.selectFirst("iframe").attr("src"))
                    .isEqualTo(pad.address().toString());
            assertThat(html.selectFirst("a").attr("href"))
                    .isEqualTo(pad.address().toString());
            assertThat(rendering.text()).contains("lives only while the notebook runs");
        }
    }
}
