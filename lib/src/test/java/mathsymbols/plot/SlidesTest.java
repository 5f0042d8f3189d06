package mathsymbols.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mathsymbols.eval.ConfusionMatrix;
import mathsymbols.nn.DropoutSample;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

class SlidesTest {
    @Test
    void allPicturesAreOnOneSheetWhichTheSliderMovesByWholePictures() {
        List<Figure> four = List.of(one(), one(), one(), one());
        Slides slides = new Slides("size", List.of("a", "\"b\"", "c", "d"), four, "four sizes", "Sizes <of> it.");

        Element figure = Jsoup.parse(slides.html()).selectFirst("figure.pictures.slides");

        Element image = figure.selectFirst("div > img[alt=four sizes]");
        assertThat(image.attr("width")).isEqualTo("120");
        assertThat(image.attr("height")).isEqualTo("40");
        assertThat(image.attr("onload")).contains("width:300%", "max-width:40px;aspect-ratio:40/20");
        Element slider = figure.selectFirst("label[hidden] > input[type=range][min=0][max=3]");
        assertThat(slider.attr("data-lm-suppress-shortcuts")).isEqualTo("true");
        assertThat(slider.attr("data-names")).isEqualTo("a|\"b\"|c|d");
        assertThat(slider.attr("oninput")).contains("i%3", "-50.0000*Math.floor(i/3)");
        assertThat(figure.selectFirst("figcaption").text()).isEqualTo("Sizes <of> it.");
    }

    private static Figure one() {
        return new Figure(40, 20, "a square", g -> g.fillRect(1, 1, 9, 9));
    }

    @Test
    void everyPictureNeedsItsName() {
        assertThatThrownBy(() -> new Slides("size", List.of("a", "b"), List.of(one()), "", ""))
                .hasMessageContaining("2 names do not go with 1 pictures");
    }

    @Test
    void whatAMaskSwitchesOffIsGrayAndWhatItKeepsIsDarkerThanBefore() {
        Slides slides = Figures.dropoutMasks(List.of(
                new DropoutSample(new float[] {1, 4}, "7", 0.9), new DropoutSample(new float[] {2, 0}, "1", 0.5)));
        BufferedImage all = slides.frames().get(0).image(1);
        BufferedImage masked = slides.frames().get(1).image(1);
        // Cells of 11 under a title of 32 and a margin of 8; the strongest feature comes first.
        assertThat(all.getRGB(8 + 5, 40 + 5)).isEqualTo(ColorMap.HEAT.at(0.5).getRGB());
        assertThat(masked.getRGB(8 + 5, 40 + 5)).isEqualTo(Theme.BACKDROP.getRGB());
        assertThat(masked.getRGB(8 + 11 + 5, 40 + 5))
                .isEqualTo(ColorMap.HEAT.at(0.25).getRGB());
        assertThat(slides.alt()).endsWith("all features: 7, 90.0 %, mask 1: 1, 50.0 %");
    }

    @Test
    void everyFitHasAPictureWithItsLineInFrontOfTheOthers() {
        Map<String, double[]> fits = new LinkedHashMap<>();
        fits.put("rate 1", new double[] {3, Double.NaN, Double.NaN});
        fits.put("rate 0.1", new double[] {3, 1, 0});
        Slides slides = Figures.steps(fits);
        assertThat(slides.names()).containsExactly("rate 1", "rate 0.1");
        assertThat(slides.frames())
                .allSatisfy(frame -> assertThat(FiguresTest.colors(frame)).contains(Theme.BLUE.getRGB()));
        assertThat(FiguresTest.colors(slides.frames().get(0))).contains(Theme.BACKDROP.getRGB());
        assertThat(slides.alt()).contains("rate 1 from 3.00 to NaN", "rate 0.1 from 3.00 to 0.00");
    }

    @Test
    void aConfusionShowsWhatShareOfARowEachCellHas() {
        Map<String, ConfusionMatrix> times = new LinkedHashMap<>();
        times.put("at first", new ConfusionMatrix(List.of("x", "y"), new int[][] {{2, 0}, {4, 0}}));
        times.put("later", new ConfusionMatrix(List.of("x", "y"), new int[][] {{2, 0}, {1, 3}}));
        Slides slides = Figures.confusions(times);
        BufferedImage first = slides.frames().get(0).image(1);
        BufferedImage later = slides.frames().get(1).image(1);
        Color full = ColorMap.YELLOW_GREEN_BLUE.at(1);
        // Cells of 24 from 66 on, under a title of 32.
        assertThat(first.getRGB(66 + 9, 32 + 24 + 9)).isEqualTo(full.getRGB());
        assertThat(later.getRGB(66 + 9, 32 + 9)).isEqualTo(full.getRGB());
        assertThat(later.getRGB(66 + 9, 32 + 24 + 9))
                .isEqualTo(ColorMap.YELLOW_GREEN_BLUE.at(0.25).getRGB());
        assertThat(slides.alt()).isEqualTo("Confusion matrices. at first: 2 of 6 right; later: 5 of 6 right");
    }
}
