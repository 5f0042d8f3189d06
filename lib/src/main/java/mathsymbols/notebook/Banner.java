package mathsymbols.notebook;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mathsymbols.plot.Markup;
import mathsymbols.report.Basis;
import mathsymbols.report.Caveat;

/** Says why a run's numbers cannot be compared with the report's, in every notebook and on every page. */
public final class Banner {
    private Banner() {}

    /** What a reader must know; empty where images and weights are real. */
    static Optional<String> of(Profile profile, ImageSource images, WeightsSource weights) {
        boolean sample = images.sample();
        boolean random = weights.file().isEmpty();
        if (!sample && !random) {
            return Optional.empty();
        }
        String uses = joined(", and ", sample, "generated sample images", random, "random frozen weights for VGG19");
        String files =
                joined(" and ", sample, "the images' archive into data/", random, WeightsSource.FILE + " into models/");
        String options = joined(" ", sample, "--data kaggle", random, "--weights download");
        String sizes = sample && profile == Profile.FULL
                ? " The full profile's sizes are made for the report's 10,071 images; for the generated ones take quick."
                : "";
        return Optional.of("This run uses " + uses + ": " + (sample ? "its" : "VGG19's")
                + " numbers cannot be compared with the report's. To use the real ones, put " + files
                + " and run ./reproduce again, or let ./reproduce " + options
                + " fetch them, with the other options as before." + sizes);
    }

    private static String joined(String between, boolean sample, String images, boolean random, String weights) {
        return Stream.of(sample ? images : "", random ? weights : "")
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(between));
    }

    /** Why a run's results cannot be compared with the report's; empty where they can. */
    static Optional<Caveat> caveat(Profile profile, ImageSource images, WeightsSource weights) {
        Map<Basis, String> reasons = new EnumMap<>(Basis.class);
        if (images.sample()) {
            reasons.put(Basis.IMAGES, "the images are generated");
        }
        if (profile != Profile.FULL) {
            reasons.put(Basis.SIZES, "the " + profile + " profile uses fewer images and shorter trainings");
        }
        if (weights.file().isEmpty()) {
            reasons.put(Basis.WEIGHTS, "VGG19's weights are random");
        }
        if (reasons.isEmpty()) {
            return Optional.empty();
        }
        String sentence = reasons.keySet().equals(Set.of(Basis.WEIGHTS))
                ? "VGG19's results cannot be compared with the report's: its frozen weights are random. AlexNet's can."
                : "These results cannot be compared with the report's: " + String.join(", ", reasons.values())
                        + ". Only what depends on none of this is compared.";
        return Optional.of(new Caveat(sentence, reasons.keySet()));
    }

    /** Shows the sentences, set apart in a way that is readable on light and on dark pages. */
    static void show(String sentences) {
        Kernel.running()
                .ifPresentOrElse(
                        kernel ->
                                kernel.display(UUID.randomUUID().toString(), new Rendering(html(sentences), sentences)),
                        () -> System.out.println(sentences));
    }

    /** The same for a page of its own; the long name of the weights' file is broken where a phone has no room for it. */
    public static String html(String sentences) {
        String text = Markup.escape(sentences)
                .replaceAll(
                        "\\./reproduce( --[a-z]+ (kaggle|download))*", "<code style=\"white-space:nowrap\">$0</code>");
        return "<div class=\"math-symbols-banner\" role=\"note\" style=\"border-left:4px solid #d55e00;"
                + "padding:.2em 1em;overflow-wrap:anywhere\">" + text + "</div>";
    }
}
