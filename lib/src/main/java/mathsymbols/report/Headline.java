package mathsymbols.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import mathsymbols.eval.Interval;

/**
 * What came out, in about five lines: the accuracy of both networks, whether their difference is chance, the own drawings,
 * an answer to the question that the report leaves open, and what comes after it.
 *
 * @param findings in the order of the chapters; those of chapters that have not been run are missing
 */
public record Headline(List<Finding> findings) {
    private static final double SIGNIFICANT = 0.05;
    private static final double SMALLEST_P = 0.001;
    private static final double SMALLEST_RISE = 0.005;

    /**
     * One line.
     *
     * @param chapter the two digits of the chapter that it comes from
     * @param about whom or what it is about
     * @param value the number itself, such as {@code 97.7 %}
     * @param sentence what the number says, with its interval where it has one
     */
    public record Finding(String chapter, String about, String value, String sentence) {
        @Override
        public String toString() {
            return about + ": " + value + ". " + sentence;
        }
    }

    public Headline {
        findings = List.copyOf(findings);
    }

    /** @param results as the notebooks collect them; see {@link ReportCard#of} */
    public static Headline of(JsonNode results) {
        String vgg19 =
                "none".equals(results.at("/settings/weights_sha256").asText()) ? "VGG19 with random weights" : "VGG19";
        return new Headline(Stream.of(
                        accuracy("02", "AlexNet", results.at("/alexnet/test"), best(results) + chosen(results)),
                        accuracy("03", vgg19, results.at("/vgg19/test"), ""),
                        difference(vgg19, results.path("mcnemar")),
                        drawings(vgg19, results.path("own_images_score")),
                        jumps(results.at("/alexnet/batch_norm_experiment")),
                        accuracy(
                                "07", "The reader", results.at("/reader/test"), size(results.at("/reader/parameters"))))
                .flatMap(Optional::stream)
                .toList());
    }

    private static Optional<Finding> accuracy(String chapter, String network, JsonNode test, String more) {
        int of = test.path("of").asInt();
        int correct = test.path("correct").asInt();
        if (of == 0 || correct < 0 || correct > of) {
            return Optional.empty();
        }
        Interval interval = Interval.wilson(correct, of);
        String sentence = String.format(
                Locale.ROOT,
                "It reads %,d of %,d test images right (95 %% interval %.1f … %.1f %%).%s",
                correct,
                of,
                100 * interval.low(),
                100 * interval.high(),
                more);
        return Optional.of(new Finding(chapter, network, percent((double) correct / of), sentence));
    }

    /** The report tests the weights that early stopping left, which under a jumping loss may be far from the best. */
    private static String best(JsonNode results) {
        JsonNode best = results.at("/alexnet/test_best_weights");
        int correct = best.path("correct").asInt();
        int of = best.path("of").asInt();
        if (of == 0 || correct == results.at("/alexnet/test/correct").asInt()) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                " These are the last epoch's weights, as in the report; with the best epoch's it reads %,d (%s).",
                correct,
                percent((double) correct / of));
    }

    private static String chosen(JsonNode results) {
        JsonNode best = results.at("/alexnet/search/best");
        return best.isMissingNode()
                ? ""
                : " The search chose " + best.path("activation").asText() + " and a learning rate of "
                        + rate(best.path("learning_rate")) + ".";
    }

    private static String size(JsonNode parameters) {
        return parameters.isMissingNode()
                ? ""
                : String.format(Locale.ROOT, " It is a small network of %,d parameters.", parameters.asInt());
    }

    private static String rate(JsonNode rate) {
        return Double.isFinite(rate.asDouble())
                ? rate.decimalValue().stripTrailingZeros().toPlainString()
                : rate.asText();
    }

    private static Optional<Finding> difference(String vgg19, JsonNode mcnemar) {
        if (mcnemar.isMissingNode()) {
            return Optional.empty();
        }
        double p = mcnemar.path("p_value").asDouble();
        String sentence = String.format(
                Locale.ROOT,
                "Test images that only %s reads right: %,d; only AlexNet: %,d. That is %s (McNemar's exact test).",
                vgg19,
                mcnemar.path("only_first").asInt(),
                mcnemar.path("only_second").asInt(),
                p < SIGNIFICANT ? "more than chance makes of equally good models" : "what chance may well do");
        return Optional.of(new Finding(
                "04",
                "Their difference",
                p < SMALLEST_P ? "p < 0.001" : String.format(Locale.ROOT, "p = %.2g", p),
                sentence));
    }

    private static Optional<Finding> drawings(String vgg19, JsonNode score) {
        int of = score.path("of").asInt();
        return of == 0
                ? Optional.empty()
                : Optional.of(new Finding(
                        "05",
                        "New drawings",
                        score.path("correct").asInt() + " of " + of,
                        "So many of them " + vgg19 + " reads as they were meant."));
    }

    /** Why the validation loss jumps: the same weights, validated with averages of two momenta. */
    private static Optional<Finding> jumps(JsonNode experiment) {
        if (experiment.size() != 2) {
            return Optional.empty();
        }
        List<JsonNode> fits = StreamSupport.stream(experiment.spliterator(), false)
                .sorted(Comparator.comparingDouble(Headline::momentum))
                .toList();
        double slow = rise(fits.get(1));
        double quick = rise(fits.get(0));
        boolean measured = quick < slow / 2;
        // What climbs and hardly falls again has not jumped, however much of it is the measuring.
        boolean jumps = measured ? jump(fits.get(1)) >= slow / 2 : slow > 0;
        String answer = measured
                ? jumps
                        ? "Most of the jumping is the measuring, not the network."
                        : "So the measuring makes most of the difference, though with the slower ones the loss here climbs rather than jumps."
                : jumps ? "In this run the measuring does not explain the jumping." : "In this run it does not jump.";
        String sentence = String.format(
                Locale.ROOT,
                "The same weights' validation loss rises %s from one epoch to the next with momentum %s, and %s with"
                        + " momentum %s, whose running averages follow faster. %s",
                inWords(slow),
                momentum(fits.get(1)),
                inWords(quick),
                momentum(fits.get(0)),
                answer);
        return Optional.of(new Finding(
                "02",
                jumps ? "The jumping loss" : "The validation loss",
                String.format(Locale.ROOT, "%.2f → %.2f", slow, quick),
                sentence));
    }

    private static double momentum(JsonNode fit) {
        return fit.path("momentum").asDouble();
    }

    /** None where the loss only falls, or where two digits show none. */
    private static double rise(JsonNode fit) {
        double rise = fit.path("largest_rise_of_val_loss").asDouble();
        return rise < SMALLEST_RISE ? 0 : rise;
    }

    private static String inWords(double rise) {
        return rise == 0 ? "not at all" : String.format(Locale.ROOT, "by up to %.2f", rise);
    }

    /** The most that the loss rises and falls again afterwards: how far a peak stands above the lowest on either side. */
    private static double jump(JsonNode fit) {
        double[] losses = StreamSupport.stream(fit.path("history").spliterator(), false)
                .mapToDouble(epoch -> epoch.path("val_loss").asDouble())
                .toArray();
        return IntStream.range(1, Math.max(1, losses.length - 1))
                .mapToDouble(i -> losses[i] - Math.max(lowest(losses, 0, i), lowest(losses, i + 1, losses.length)))
                .max()
                .orElse(0);
    }

    private static double lowest(double[] losses, int from, int to) {
        return Arrays.stream(losses, from, to).min().orElseThrow();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** One finding a line. */
    @Override
    public String toString() {
        return findings.stream().map(Finding::toString).collect(Collectors.joining("\n"));
    }
}
