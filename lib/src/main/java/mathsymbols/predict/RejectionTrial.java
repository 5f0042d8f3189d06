package mathsymbols.predict;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mathsymbols.data.ImageSet;
import mathsymbols.data.sample.NonSymbol;
import mathsymbols.nn.SplitFeatures;
import mathsymbols.predict.Rejection.Score;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How well a classifier tells symbols from what is none, by several {@link Score}s. Thresholds come from the symbols of the
 * validation set alone; the generated {@link NonSymbol}s only tell what is missed. Of one of them something is learnt
 * nevertheless: {@link Clusters} are fitted to empty paper, so there its row says less than the others.
 *
 * @param scores those that are tried, the preferred one last
 * @param symbols the logits of the validation set's images, {@code [images][classes]}
 * @param others the logits of other images, by what they show
 */
public record RejectionTrial(List<Score> scores, float[][] symbols, Map<String, float[][]> others) {
    private static final String SYMBOLS = "symbols (validation)";

    public RejectionTrial {
        scores = List.copyOf(scores);
        others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
    }

    /**
     * Asks a classifier.
     *
     * @param clusters of its logits, if there are any; without them the greatest probability comes last
     * @param validation symbols, from which the threshold comes
     * @param test symbols, which tell how many more are rejected
     * @param perKind how many of each kind of {@link NonSymbol} are drawn
     * @param seed of the drawings
     */
    public static RejectionTrial of(
            SymbolClassifier classifier,
            Optional<Clusters> clusters,
            ImageSet validation,
            ImageSet test,
            int perKind,
            long seed) {
        return of(classifier, clusters, logits(classifier, validation), logits(classifier, test), perKind, seed);
    }

    /**
     * Asks a classifier whose frozen base has computed the features of all symbols already. Its clusters are those of the
     * training images as they are.
     *
     * @param symbols of the split whose training part the head has learnt from
     * @param perKind how many of each kind of {@link NonSymbol} are drawn
     * @param seed of the drawings
     */
    public static RejectionTrial of(SymbolClassifier classifier, SplitFeatures symbols, int perKind, long seed) {
        return of(
                classifier,
                Clusters.of(classifier, symbols.train()),
                classifier.logits(symbols.validation()),
                classifier.logits(symbols.test()),
                perKind,
                seed);
    }

    private static RejectionTrial of(
            SymbolClassifier classifier,
            Optional<Clusters> clusters,
            float[][] validation,
            float[][] test,
            int perKind,
            long seed) {
        List<Score> scores = clusters.map(
                        preferred -> List.of(Confidence.PROBABILITY, Confidence.LOGIT, Confidence.ENERGY, preferred))
                .orElse(List.of(Confidence.ENERGY, Confidence.LOGIT, Confidence.PROBABILITY));
        Map<String, float[][]> others = new LinkedHashMap<>();
        others.put("symbols (test)", test);
        for (NonSymbol kind : NonSymbol.values()) {
            others.put(kind.toString(), classifier.logits(perKind, i -> classifier.input(kind.draw(seed + i))));
        }
        return new RejectionTrial(scores, validation, others);
    }

    private static float[][] logits(SymbolClassifier classifier, ImageSet images) {
        return classifier.logits(images.size(), i -> classifier.input(images.image(i)));
    }

    /** The rule by the preferred score, the last one, as {@link #rule(Score, double)} makes it. */
    public Rejection rule(double keep) {
        return rule(preferred(), keep);
    }

    private Score preferred() {
        return scores.get(scores.size() - 1);
    }

    /**
     * The rule that keeps a share of the validation set's symbols.
     *
     * @param keep above 0, at most 1, such as 0.99
     * @return rejects nothing if more of the symbols are nearer to paper than to any of the {@link Clusters} than may be
     *     rejected: {@link #table} shows it by a column of zeros
     * @throws IllegalArgumentException if it is not, or if the validation set is empty
     */
    public Rejection rule(Score score, double keep) {
        if (!(keep > 0 && keep <= 1) || symbols.length == 0) {
            throw new IllegalArgumentException(
                    "A share of " + keep + " of " + symbols.length + " symbols cannot be kept: give 0.99 or so.");
        }
        double[] sorted = Arrays.stream(symbols).mapToDouble(score::of).sorted().toArray();
        return new Rejection(score, sorted[(int) Math.floor((1 - keep) * sorted.length)]);
    }

    /**
     * The share of each kind of images that each score's rule rejects, in percent: of symbols a false alarm, else right. The
     * preferred score's column is marked as the one that is used.
     */
    public Table table(double keep) {
        Map<String, float[][]> all = new LinkedHashMap<>();
        all.put(SYMBOLS, symbols);
        all.putAll(others);
        Table table = Table.create(
                "Rejected as none of the symbols, %",
                StringColumn.create("images", all.keySet()),
                IntColumn.create(
                        "count",
                        all.values().stream().mapToInt(logits -> logits.length).toArray()));
        for (Score score : scores) {
            Rejection rule = rule(score, keep);
            table.addColumns(DoubleColumn.create(
                    score + (score == preferred() ? " (used), %" : ", %"),
                    all.values().stream()
                            .mapToDouble(logits -> Math.round(1000 * share(rule, logits)) / 10.0)
                            .toArray()));
        }
        return table;
    }

    /** The share of images, given by their logits, that a rule rejects, 0 … 1. */
    static double share(Rejection rule, float[][] logits) {
        return Arrays.stream(logits)
                .mapToInt(each -> rule.rejects(each) ? 1 : 0)
                .average()
                .orElse(0);
    }
}
