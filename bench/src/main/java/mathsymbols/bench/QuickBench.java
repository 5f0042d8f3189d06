package mathsymbols.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import mathsymbols.io.Json;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;

/** What people want to know of their own machine: this library beside PyTorch, in three minutes, with a figure. */
final class QuickBench {
    private static final List<Work> WORKS =
            List.of(Work.ALEXNET_TRAIN_STEP, Work.ALEXNET_TRAIN_STEP_16, Work.VGG19_FEATURES);
    private static final List<Contender> CONTENDERS = List.of(Contender.OURS, Contender.DJL, Contender.PYTORCH);
    private static final int SHARE_OF_ROUNDS = 2;

    private QuickBench() {}

    /** @param json the file to write; the figure lies beside it */
    static void run(Path json) throws IOException {
        Map<String, Object> values = new LinkedHashMap<>();
        List<Double> ratios = new ArrayList<>();
        System.out.printf("%-24s %9s %9s %9s%n", "", "ours", "DJL", "PyTorch");
        for (Work work : WORKS) {
            Result result = Bench.measure(work, CONTENDERS, work.rounds / SHARE_OF_ROUNDS);
            Contender fastest = result.fastestBut(Contender.OURS);
            ratios.add(result.ratio(Contender.OURS, fastest));
            values.put(work.key, result.values());
            System.out.printf(
                    Locale.ROOT,
                    "%-24s %s  ours / %s %.2f%n",
                    work.key,
                    CONTENDERS.stream()
                            .map(contender -> result.has(contender)
                                    ? String.format(Locale.ROOT, "%7.3f s", result.median(contender))
                                    : "        –")
                            .collect(Collectors.joining(" ")),
                    fastest,
                    result.ratio(Contender.OURS, fastest));
        }
        Json.write(json, values);
        Path figure = json.resolveSibling("bench.png");
        ImageIO.write(BitmapEncoder.getBufferedImage(chart(ratios)), "png", figure.toFile());
        System.out.println("The figure is " + figure + ".");
    }

    private static CategoryChart chart(List<Double> ratios) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(800)
                .height(400)
                .title("Our time in units of the fastest other's; less is faster")
                .build();
        chart.getStyler().setLegendVisible(false);
        chart.getStyler().setYAxisMin(0.0);
        chart.getStyler().setYAxisMax(Math.max(1, Collections.max(ratios)));
        chart.addSeries("ours / PyTorch", WORKS.stream().map(work -> work.key).toList(), ratios);
        return chart;
    }
}
