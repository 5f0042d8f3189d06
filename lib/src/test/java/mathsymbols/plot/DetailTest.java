package mathsymbols.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import mathsymbols.io.Json;
import mathsymbols.plot.Detail.Line;
import mathsymbols.train.History;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

class DetailTest {
    private static List<Line> lines(Figure figure) {
        return figure.details().stream().map(Line.class::cast).toList();
    }

    @Test
    void aChartsLinesAreToldWithTheirEpochsAndValuesButNotItsMarks() {
        List<Line> lines = lines(Figures.lossAndAccuracy(FiguresTest.history("alexnet")));

        assertThat(lines)
                .extracting(Line::chart, Line::name, Line::along, Line::value)
                .containsExactly(
                        tuple("Model loss", "Training", "Epoch", "Loss (categorical cross-entropy)"),
                        tuple("Model loss", "Validation", "Epoch", "Loss (categorical cross-entropy)"),
                        tuple("Model accuracy", "Training", "Epoch", "Accuracy"),
                        tuple("Model accuracy", "Validation", "Epoch", "Accuracy"));
        assertThat(lines).extracting(Line::color).containsExactly("#0072b2", "#d55e00", "#0072b2", "#d55e00");
        double[] seventeenth = lines.get(1).points().get(16);
        assertThat(seventeenth[2]).isEqualTo(17);
        assertThat(seventeenth[3]).isEqualTo(0.2471);
    }

    @Test
    void aPointIsWhereThePictureShowsIt() {
        Figure figure = Figures.lossAndAccuracy(FiguresTest.history("alexnet"));
        BufferedImage image = figure.image(1);
        // The validation's markers, in the left panel and in the right one; the best epoch's is black.
        for (int line : new int[] {1, 3}) {
            for (double[] point : lines(figure).get(line).points()) {
                Color there = new Color(image.getRGB((int) Math.round(point[0]), (int) Math.round(point[1])));
                boolean best = point[2] == 17;
                assertThat(best ? 255 - there.getRed() : there.getRed() - there.getBlue())
                        .as("black or vermilion at epoch " + point[2])
                        .isGreaterThan(60);
            }
        }
    }

    @Test
    void aZoomedChartTellsOnlyWhatItShows() {
        var history = new History(
                List.of(new History.Epoch(1, 1, 0.1, 1, 0.9, 1, 1), new History.Epoch(2, 1, 0.95, 1, 0.96, 1, 1)));
        List<Line> lines = lines(Figures.accuracyCurves(history));
        assertThat(lines.get(0).points()).as("as a whole").hasSize(2);
        assertThat(lines.get(2).points()).as("zoomed in").hasSize(1);
    }

    @Test
    void everyTrialIsToldAlsoTheGrayOnes() {
        Map<String, History> trials = new TreeMap<>();
        for (int i = 0; i < 12; i++) {
            var first = new History.Epoch(1, 1, 0.5, 1, i / 30.0, 1, 1);
            var second = new History.Epoch(2, 1, 0.5, 1, i / 30.0, 1, 1);
            trials.put("trial " + i, new History(List.of(first, second)));
        }
        assertThat(lines(Figures.trials(trials))).extracting(Line::name).containsAll(trials.keySet());
    }

    @Test
    void whatIsToldCannotEndItsElement() throws IOException {
        Figure figure = new Figure(9, 9, "a dot", g -> {})
                .with(List.of(
                        new Line("", "</script><b>", "Epoch", "Loss", "#000000", List.of(new double[] {1, 2, 3, 4}))));

        String told = Jsoup.parse(figure.html())
                .selectFirst("figure > script[type=application/json]")
                .data();
        JsonNode line = Json.MAPPER.readTree(told).get(0);
        assertThat(line.path("name").asText()).isEqualTo("</script><b>");
        assertThat(line.at("/points/0/3").asInt()).isEqualTo(4);
    }
}
