package mathsymbols.notebook.run;

import java.time.Duration;
import java.util.List;
import mathsymbols.data.Distortion;
import mathsymbols.data.Split;
import mathsymbols.machine.NativeLibrary;
import mathsymbols.nn.fast.ProcessorSpeed;
import mathsymbols.notebook.Profile;

/**
 * How long chapters take: how much they compute is known, how fast this machine computes is measured. Chapters that find
 * the work of an earlier run take less.
 *
 * @param seconds of each chapter, in the order in which they run
 */
record Estimate(List<Double> seconds) {
    // Floating-point operations for one image; a multiplication and an addition are two. Learning goes back through
    // every layer, once for its inputs and once for its weights, and so takes three times as much as predicting.
    private static final double ALEXNET = 1.0e9;
    private static final double ALEXNET_LEARNS = 3 * ALEXNET;
    private static final double READER_LEARNS = 0.14e9;

    /** Of 39 thousand million, what is left by Winograd's tiles where they are used. */
    private static final double VGG19 = 28.5e9;

    /**
     * Of a large matrix product's speed, what AlexNet's layers reach: more than all of it by Winograd's tiles, which multiply less, and
     * as the product is measured with its matrices' way to oneDNN and back. With AVX-512, whose {@link ProcessorSpeed} counts
     * oneDNN's own tiles already, it is less.
     */
    private static final double ALEXNET_SPEED = NativeLibrary.hasAvx512() ? 0.9 : 1.5;

    /** The same for VGG19's. */
    private static final double VGG19_SPEED = NativeLibrary.hasAvx512() ? 1 : 1.4;

    /** The same for the small reader's, whose maps are small. */
    private static final double READER_SPEED = 0.35;

    private static final int ABLATIONS = 7;
    private static final int DISTORTIONS = Distortion.values().length;

    private static final int CANDIDATES = 8;
    private static final int EPOCHS_OF_REPORT = 22;

    /** In chapter 5: the own ones, four kinds of what is no symbol, and a sheet of paper. */
    private static final int DRAWINGS = 8 + 4 * 8 + 1;

    /** What every chapter takes besides: compiling the cells, drawing figures, starting the next chapter's kernel. */
    private static final double SECONDS_PER_CHAPTER = 11;

    private static final double SECONDS_PER_DECODED_IMAGE = 0.004;

    /** Besides the arithmetic: Adam goes through 21.9 million weights. */
    private static final double SECONDS_PER_ALEXNET_STEP = 0.1;

    /** A network's weights are drawn, saved and read again. */
    private static final double SECONDS_PER_TRIAL = 2;

    private static final double SECONDS_PER_HEAD_STEP = 0.015;

    /** Besides the arithmetic: forty small layers, forward and back. */
    private static final double SECONDS_PER_READER_STEP = 0.05;

    Estimate {
        seconds = List.copyOf(seconds);
    }

    /**
     * @param numbers the chapters' numbers, such as {@code 02}
     * @param split the images that are used
     * @param speed the processor's, in floating-point operations a second
     */
    static Estimate of(List<String> numbers, Profile profile, Split split, double speed) {
        return new Estimate(numbers.stream()
                .map(number -> SECONDS_PER_CHAPTER + work(number, profile, split, speed))
                .toList());
    }

    private static double work(String number, Profile profile, Split split, double speed) {
        int train = split.train().size();
        int validation = split.validation().size();
        int test = split.test().size();
        int all = train + validation + test;
        return switch (number) {
            case "01" -> all * SECONDS_PER_DECODED_IMAGE;
            case "02" -> {
                int trials = CANDIDATES * profile.trialEpochs();
                int epochs = Math.min(profile.epochs(), EPOCHS_OF_REPORT);
                int searched = Math.min(train, profile.searchImages());
                int learnt = trials * searched + epochs * train;
                int predicted = trials * validation + 2 * epochs * validation + 3 * test;
                int steps = trials * profile.steps(searched) + epochs * profile.steps(train);
                yield (learnt * ALEXNET_LEARNS + predicted * ALEXNET) / (ALEXNET_SPEED * speed)
                        + steps * SECONDS_PER_ALEXNET_STEP
                        + CANDIDATES * SECONDS_PER_TRIAL;
            }
            case "03" ->
                all * VGG19 / (VGG19_SPEED * speed)
                        + SECONDS_PER_HEAD_STEP * profile.headEpochs() * profile.steps(train);
            case "05" -> DRAWINGS * VGG19 / (VGG19_SPEED * speed);
            case "07" -> {
                int epochs = profile.readerEpochs() + ABLATIONS * profile.ablationEpochs();
                int spoilt = Math.min(test, profile.spoiltImages()) * (1 + DISTORTIONS * profile.spoiltAmounts());
                yield (epochs * train * READER_LEARNS / READER_SPEED + spoilt * VGG19 / VGG19_SPEED) / speed
                        + SECONDS_PER_READER_STEP * epochs * profile.readerSteps(train);
            }
            default -> 0;
        };
    }

    Duration total() {
        return duration(sum(seconds));
    }

    /**
     * How much is left, the rest of the estimate corrected by how far it was off so far. A part that is a tenth of the
     * whole says a tenth: a short chapter on a busy machine tells little of a long one.
     *
     * @param took seconds of each chapter that is done
     * @param running seconds since the next one began
     */
    Duration left(List<Double> took, double running) {
        List<Double> done = seconds.subList(0, took.size());
        List<Double> rest = seconds.subList(took.size(), seconds.size());
        double factor = Math.max(0, 1 + (sum(took) - sum(done)) / sum(seconds));
        double current = rest.isEmpty() ? 0 : rest.get(0);
        return duration(Math.max(0, factor * current - running) + factor * (sum(rest) - current));
    }

    /** As one says it: {@code 40 seconds}, {@code 5 minutes}, {@code 1 hour 50 minutes}. */
    static String words(Duration time) {
        long seconds = Math.max(10, 10 * Math.round(time.toSeconds() / 10.0));
        long minutes = Math.round(time.toSeconds() / 60.0);
        if (seconds <= 90) {
            return seconds + " seconds";
        }
        if (minutes < 60) {
            return count(minutes, "minute");
        }
        long tens = 10 * Math.round(minutes / 10.0);
        return count(tens / 60, "hour") + (tens % 60 == 0 ? "" : " " + tens % 60 + " minutes");
    }

    private static String count(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }

    private static double sum(List<Double> seconds) {
        return seconds.stream().mapToDouble(Double::doubleValue).sum();
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis(Math.round(1000 * seconds));
    }
}
