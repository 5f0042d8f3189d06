package mathsymbols.eval;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A number that the report prints, and how one is compared with it.
 *
 * @param number what it is
 * @param key where ours stands in the results, objects parted by dots
 * @param value the report's: a number, a word or a list
 * @param compare the rule
 * @param of of how many a share or count is
 */
record ReportNumber(String number, String key, JsonNode value, Rule compare, int of) {
    enum Rule {
        /** Settled before anything is trained, or a choice: equal or not. */
        @JsonProperty("exact")
        EXACT,
        /** A share of {@code of} images: theirs lies in the Wilson interval of ours, or not. */
        @JsonProperty("share")
        SHARE,
        /** A count of {@code of} images: likewise. */
        @JsonProperty("count")
        COUNT,
        /** A mean: theirs lies in the interval that the results give beside ours, or not. */
        @JsonProperty("mean")
        MEAN,
        /** A time on other hardware. */
        @JsonProperty("never")
        NEVER
    }

    private static final int DIGITS = 4;

    CardRow compare(JsonNode results) {
        JsonNode ours = results.at(pointer(key));
        if (ours.isMissingNode()) {
            return new CardRow(number, text(value), "", "", "", Verdict.MISSING);
        }
        Optional<Interval> interval = interval(ours, results);
        return new CardRow(
                number,
                text(value),
                text(ours),
                difference(ours),
                interval.map(ReportNumber::text).orElse(""),
                verdict(ours, interval));
    }

    private Optional<Interval> interval(JsonNode ours, JsonNode results) {
        return switch (compare) {
            case SHARE -> Optional.of(Interval.wilson((int) Math.round(ours.asDouble() * of), of));
            case COUNT -> Optional.of(counts(Interval.wilson(ours.asInt(), of)));
            case MEAN -> given(results.at(pointer(key + "_interval")));
            case EXACT, NEVER -> Optional.empty();
        };
    }

    private Interval counts(Interval share) {
        return new Interval(Math.ceil(of * share.low()), Math.floor(of * share.high()));
    }

    private static Optional<Interval> given(JsonNode interval) {
        return interval.isMissingNode()
                ? Optional.empty()
                : Optional.of(new Interval(
                        interval.path("low").asDouble(), interval.path("high").asDouble()));
    }

    private Verdict verdict(JsonNode ours, Optional<Interval> interval) {
        if (compare == Rule.EXACT) {
            return text(ours).equals(text(value)) ? Verdict.AGREES : Verdict.DIFFERS;
        }
        return interval.map(within -> within.contains(value.asDouble()) ? Verdict.AGREES : Verdict.DIFFERS)
                .orElse(Verdict.NOT_COMPARABLE);
    }

    private String difference(JsonNode ours) {
        if (!ours.isNumber() || !value.isNumber()) {
            return "";
        }
        BigDecimal difference =
                ours.decimalValue().subtract(value.decimalValue()).setScale(DIGITS, RoundingMode.HALF_EVEN);
        return (difference.signum() > 0 ? "+" : "") + plain(difference);
    }

    private static String pointer(String key) {
        return "/" + key.replace('.', '/');
    }

    private static String text(JsonNode node) {
        if (node.isArray()) {
            return StreamSupport.stream(node.spliterator(), false)
                    .map(ReportNumber::text)
                    .collect(Collectors.joining(" "));
        }
        return node.isNumber() ? plain(node.decimalValue()) : node.asText();
    }

    private static String text(Interval interval) {
        return plain(BigDecimal.valueOf(interval.low())) + " … " + plain(BigDecimal.valueOf(interval.high()));
    }

    /** At most four significant digits after the point: 10071, 0.9774, 0.00001. */
    private static String plain(BigDecimal value) {
        int whole = Math.max(value.precision() - value.scale(), 0);
        return value.round(new MathContext(whole + DIGITS)).stripTrailingZeros().toPlainString();
    }
}
