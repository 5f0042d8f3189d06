package mathsymbols.bench;

import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the contenders took for one work, in turn.
 *
 * @param seconds of every round, by contender
 * @param peakBytes the most memory that each ever held
 */
record Result(Work work, Map<Contender, double[]> seconds, Map<Contender, Double> peakBytes) {
    Result(Work work) {
        this(work, new EnumMap<>(Contender.class), new EnumMap<>(Contender.class));
    }

    boolean has(Contender contender) {
        return seconds.containsKey(contender);
    }

    /** Of those that took part. */
    Contender fastestBut(Contender one) {
        return seconds.keySet().stream()
                .filter(contender -> contender != one)
                .min(Comparator.comparingDouble(this::median))
                .orElseThrow();
    }

    double median(Contender contender) {
        return median(seconds.get(contender));
    }

    /** The median of the ratios of each round, whose two runs had the same neighbours on the machine. */
    double ratio(Contender one, Contender other) {
        double[] ratios = new double[seconds.get(one).length];
        for (int round = 0; round < ratios.length; round++) {
            ratios[round] = seconds.get(one)[round] / seconds.get(other)[round];
        }
        return median(ratios);
    }

    /** The effective rate: {@link Work#gigaFlop} counts as for direct convolution, whatever the method. */
    double gigaFlopPerSecond(Contender contender) {
        return work.gigaFlop() / median(contender);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** For {@code bench.json}. */
    Map<String, Double> values() {
        Map<String, Double> values = new LinkedHashMap<>();
        for (Contender contender : seconds.keySet()) {
            values.put(contender + "_s", median(contender));
        }
        for (Contender other : seconds.keySet()) {
            if (other != Contender.OURS) {
                values.put("ours_over_" + other, ratio(Contender.OURS, other));
            }
        }
        values.put("gflops", gigaFlopPerSecond(Contender.OURS));
        peakBytes.forEach((contender, bytes) -> values.put(contender + "_peak_gb", bytes / 1e9));
        return values;
    }
}
