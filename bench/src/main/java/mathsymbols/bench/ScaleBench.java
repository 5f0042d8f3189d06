package mathsymbols.bench;

import java.awt.BasicStroke;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import javax.imageio.ImageIO;
import mathsymbols.io.Json;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Whether time grows as the number of images does, whether memory does not, and what more threads bring. */
final class ScaleBench {
    private static final int[] TIMES = {1, 4, 16};
    private static final int MIDDLE = 4;

    private ScaleBench() {}

    /**
     * What one process measured.
     *
     * @param decode seconds to decode {@code decoded} images and write their pixels to a file
     * @param features seconds in which {@code images} images went through VGG19
     * @param training seconds in which AlexNet learnt from them, 16 at a time
     * @param heapAndArrays bytes of memory at most, without files that are mapped
     */
    record Run(
            int times,
            int threads,
            int decoded,
            int images,
            double decode,
            double features,
            double training,
            double heapAndArrays) {}

    /** @param json the file to write; the figure lies beside it */
    static void run(Path json) throws IOException {
        int cores = Runtime.getRuntime().availableProcessors();
        System.out.printf(
                "%-8s %8s %12s %14s %14s %8s%n", "images", "threads", "decoding", "features", "training", "memory");
        List<Run> scale = new ArrayList<>();
        for (int times : TIMES) {
            scale.add(measure(times, cores));
        }
        List<Run> threads = new ArrayList<>();
        for (int count = 1; count < cores; count *= 2) {
            threads.add(measure(MIDDLE, count));
        }
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("scale", scale);
        values.put("threads", threads);
        Json.write(json, values);
        Path figure = json.resolveSibling("scale.png");
        ImageIO.write(BitmapEncoder.getBufferedImage(chart(scale)), "png", figure.toFile());
        System.out.println("The figure is " + figure + ".");
    }

    private static Run measure(int times, int threads) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx1g",
                        "-XX:ActiveProcessorCount=" + threads,
                        "-Dorg.bytedeco.javacpp.maxbytes=6g",
                        "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ScaleWorker.class.getName(),
                        Integer.toString(times),
                        Integer.toString(threads))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("OMP_NUM_THREADS", Integer.toString(threads));
        Process process = builder.start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            String last = lines.lines().reduce((a, b) -> b).orElse("");
            Run run = Json.MAPPER.readValue(last, Run.class);
            System.out.printf(
                    Locale.ROOT,
                    "%-8d %8d %9.2f ms %11.1f ms %11.1f ms %5.2f GB%n",
                    run.images(),
                    threads,
                    1e3 * run.decode() / run.decoded(),
                    1e3 * run.features() / run.images(),
                    1e3 * run.training() / run.images(),
                    run.heapAndArrays() / 1e9);
            return run;
        } finally {
            process.destroy();
        }
    }

    private static XYChart chart(List<Run> runs) {
        XYChart chart = new XYChartBuilder()
                .width(800)
                .height(500)
                .title("Seconds by images, both axes logarithmic: parallel to the dotted line is linear")
                .xAxisTitle("images")
                .yAxisTitle("seconds")
                .build();
        chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
        chart.getStyler().setXAxisDecimalPattern("#,###").setYAxisDecimalPattern("#,##0.##");
        add(chart, "features", runs, Run::images, Run::features);
        add(chart, "training", runs, Run::images, Run::training);
        add(chart, "decoding", runs, Run::decoded, Run::decode);
        chart.addSeries(
                        "linear",
                        new double[] {runs.get(0).images(), 16.0 * runs.get(0).images()},
                        new double[] {1, 16})
                .setMarker(SeriesMarkers.NONE)
                .setLineStyle(new BasicStroke(1, 0, 0, 1, new float[] {3, 3}, 0));
        return chart;
    }

    private static void add(
            XYChart chart, String name, List<Run> runs, ToDoubleFunction<Run> images, ToDoubleFunction<Run> seconds) {
        chart.addSeries(
                name,
                runs.stream().mapToDouble(images).toArray(),
                runs.stream().mapToDouble(seconds).toArray());
    }
}
