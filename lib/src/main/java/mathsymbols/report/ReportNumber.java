package mathsymbols.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import mathsymbols.eval.Interval;

/**
 * A number that the report prints, and how one is compared with it.
 *
 * @param number what it is
 * @param key where ours stands in the results, objects parted by dots
 * @param value the report's: a number, a word or a list
 * @param compare the rule
 * @param of for a share or count, where the results say of how many ours is
 * @param total for a count, of how many the report's is
 * @param rests what it rests on; null where that is what its section rests on, empty for a setting, which is compared always
 * @param together what it and others of its kind are called in one row where none of them can be compared
 */
record ReportNumber(
        String number,
        String key,
        JsonNode value,
        Rule compare,
        String of,
        int total,
        Set<Basis> rests,
        String together) {
    enum Rule {
        /** Settled before anything is trained, a choice, or an epoch's number: equal or not. */
        @JsonProperty("exact")
        EXACT,
        /** A number that is a name, such as a seed: equal or not, and written without separators. */
        @JsonProperty("name")
        NAME,
        /** A share of images: theirs lies in the Wilson interval of ours, or not. */
        @JsonProperty("share")
        SHARE,
        /** A count of images: likewise, if ours is of as many. */
        @JsonProperty("count")
        COUNT,
        /** A mean: theirs lies in the interval that the results give beside ours, or not. */
        @JsonProperty("mean")
        MEAN,
        /** A time on other hardware. */
        @JsonProperty("never")
        NEVER
    }

    /** After the point at most; of a setting smaller than that, from its first digit other than 0. */
    private static final int DIGITS = 4;

    CardRow compare(JsonNode results) {
        JsonNode ours = results.at(pointer(key));
        Optional<Interval> interval = interval(ours, results);
        Verdict verdict = verdict(ours, interval);
        boolean same = verdict == Verdict.AGREES && (compare == Rule.EXACT || compare == Rule.NAME);
        return ours.isMissingNode()
                ? besides(results)
                : new CardRow(
                        number,
                        text(value),
                        text(ours),
                        same ? "" : difference(ours),
                        interval.map(this::text).orElse(""),
                        verdict);
    }

    /** Both numbers, not held against each other. */
    CardRow besides(JsonNode results) {
        JsonNode ours = results.at(pointer(key));
        Verdict verdict = ours.isMissingNode() ? Verdict.MISSING : Verdict.NOT_COMPARABLE;
        return new CardRow(number, text(value), text(ours), "", "", verdict);
    }

    /** Numbers of one kind in one row, the lowest and the highest of them, not held against each other. */
    static CardRow besides(String name, List<ReportNumber> kind, JsonNode results) {
        List<JsonNode> theirs = kind.stream().map(ReportNumber::value).toList();
        List<JsonNode> ours = kind.stream()
                .map(each -> results.at(pointer(each.key)))
                .filter(JsonNode::isNumber)
                .toList();
        Verdict verdict = ours.isEmpty() ? Verdict.MISSING : Verdict.NOT_COMPARABLE;
        return new CardRow(name, range(theirs), range(ours), "", "", verdict);
    }

    private static String range(List<JsonNode> numbers) {
        List<BigDecimal> sorted =
                numbers.stream().map(JsonNode::decimalValue).sorted().toList();
        if (sorted.isEmpty()) {
            return "";
        }
        String low = text(shortest(sorted.get(0)));
        String high = text(shortest(sorted.get(sorted.size() - 1)));
        return low.equals(high) ? low : low + " … " + high;
    }

    private Optional<Interval> interval(JsonNode ours, JsonNode results) {
        return switch (compare) {
            case SHARE ->
                trials(results)
                        .flatMap(n -> wilson(Math.round(ours.asDouble() * n), n).map(this::written));
            case COUNT ->
                trials(results).filter(n -> n == total).flatMap(n -> wilson(ours.asInt(), n)
                        .map(share -> counts(share, n)));
            case MEAN -> given(results.at(pointer(key + "_interval"))).map(this::written);
            case EXACT, NAME, NEVER -> Optional.empty();
        };
    }

    /** Of how many images ours is. */
    private Optional<Integer> trials(JsonNode results) {
        JsonNode n = results.at(pointer(of));
        return n.isInt() ? Optional.of(n.asInt()) : Optional.empty();
    }

    /** None where the file tells of more than all, or of fewer than none. */
    private static Optional<Interval> wilson(long successes, int n) {
        return n > 0 && successes >= 0 && successes <= n
                ? Optional.of(Interval.wilson((int) successes, n))
                : Optional.empty();
    }

    private static Interval counts(Interval share, int n) {
        return new Interval(Math.ceil(n * share.low()), Math.floor(n * share.high()));
    }

    private static Optional<Interval> given(JsonNode interval) {
        return interval.isMissingNode()
                ? Optional.empty()
                : Optional.of(new Interval(
                        interval.path("low").asDouble(), interval.path("high").asDouble()));
    }

    private Verdict verdict(JsonNode ours, Optional<Interval> interval) {
        if (compare == Rule.EXACT || compare == Rule.NAME) {
            return text(ours).equals(text(value)) ? Verdict.AGREES : Verdict.DIFFERS;
        }
        return interval.map(within -> within.contains(value.asDouble()) ? Verdict.AGREES : Verdict.DIFFERS)
                .orElse(Verdict.NOT_COMPARABLE);
    }

    private String difference(JsonNode ours) {
        if (!ours.isNumber() || !value.isNumber()) {
            return "";
        }
        BigDecimal difference = written(ours.decimalValue()).subtract(written(value.decimalValue()));
        return (difference.signum() > 0 ? "+" : "") + text(difference);
    }

    private static String pointer(String key) {
        return "/" + key.replace('.', '/');
    }

    private String text(JsonNode node) {
        if (node.isArray()) {
            return StreamSupport.stream(node.spliterator(), false)
                    .map(this::text)
                    .collect(Collectors.joining(" "));
        }
        if (!node.isNumber() || compare == Rule.NAME) {
            return node.asText();
        }
        return text(written(node.decimalValue()));
    }

    private String text(Interval interval) {
        return Stream.of(interval.low(), interval.high())
                .map(end -> text(written(BigDecimal.valueOf(end))))
                .collect(Collectors.joining(" … "));
    }

    /** What is held against theirs is what is printed: theirs has no more digits. */
    private Interval written(Interval interval) {
        return new Interval(
                written(BigDecimal.valueOf(interval.low())).doubleValue(),
                written(BigDecimal.valueOf(interval.high())).doubleValue());
    }

    /** An estimate or a time as exactly as the report gives its own, {@link #DIGITS} at most; a setting with its own digits. */
    private BigDecimal written(BigDecimal number) {
        return compare == Rule.EXACT
                ? shortest(number)
                : number.setScale(Math.min(value.decimalValue().scale(), DIGITS), RoundingMode.HALF_UP);
    }

    private static BigDecimal shortest(BigDecimal number) {
        int whole = Math.max(number.precision() - number.scale(), 0);
        return number.round(new MathContext(whole + DIGITS)).stripTrailingZeros();
    }

    /** Thousands apart: 10,071, 0.9774, 0.00001. */
    private static String text(BigDecimal number) {
        return String.format(Locale.ROOT, "%,." + Math.max(number.scale(), 0) + "f", number);
    }
}
