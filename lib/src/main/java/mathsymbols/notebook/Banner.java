package mathsymbols.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import mathsymbols.plot.Markup;
import mathsymbols.report.Caveat;

/** Says why a run's numbers cannot be compared with the report's, in every notebook and on every page. */
public final class Banner {
    private Banner() {}

    /** What a reader must know; empty where images and weights are real. */
    static Optional<String> of(ImageSource images, WeightsSource weights) {
        boolean random = weights.file().isEmpty();
        if (images.sample() && random) {
            return Optional.of("This run uses generated sample images, and random frozen weights for VGG19: its numbers"
                    + " cannot be compared with the report's. Bring the real ones with"
                    + " ./reproduce --data kaggle --weights download, or name each by its path.");
        }
        if (images.sample()) {
            return Optional.of(
                    "This run uses generated sample images: its numbers cannot be compared with the report's."
                            + " Bring the real ones with ./reproduce --data kaggle or ./reproduce --data PATH.");
        }
        return random
                ? Optional.of(
                        "This run uses random frozen weights for VGG19: VGG19's numbers cannot be compared with the"
                                + " report's. Bring the real ones with ./reproduce --weights download or ./reproduce --weights PATH.")
                : Optional.empty();
    }

    /** Why a run's results cannot be compared with the report's; empty where they can. */
    static Optional<Caveat> caveat(Profile profile, ImageSource images, WeightsSource weights) {
        List<String> reasons = new ArrayList<>();
        if (profile != Profile.FULL) {
            reasons.add("the " + profile + " profile uses fewer images and shorter trainings");
        }
        if (images.sample()) {
            reasons.add("the images are generated");
        }
        if (!reasons.isEmpty()) {
            if (weights.file().isEmpty()) {
                reasons.add("VGG19's weights are random");
            }
            return Optional.of(new Caveat(
                    "These results cannot be compared with the report's: " + String.join(", ", reasons)
                            + ". Only what depends on none of this is compared.",
                    Caveat.Scope.ALL));
        }
        return weights.file().isPresent()
                ? Optional.empty()
                : Optional.of(new Caveat(
                        "VGG19's results cannot be compared with the report's: its frozen weights are random."
                                + " AlexNet's can.",
                        Caveat.Scope.PRETRAINED));
    }

    /** Shows the sentences in a frame that is readable on light and on dark pages. */
    static void show(String sentences) {
        Kernel.running()
                .ifPresentOrElse(
                        kernel ->
                                kernel.display(UUID.randomUUID().toString(), new Rendering(html(sentences), sentences)),
                        () -> System.out.println(sentences));
    }

    /** The same frame for a page of its own. */
    public static String html(String sentences) {
        String text = Markup.escape(sentences)
                .replaceAll(
                        "\\./reproduce( --[a-z]+ (kaggle|download|PATH))+",
                        "<code style=\"white-space:nowrap\">$0</code>");
        return "<div class=\"math-symbols-banner\" role=\"note\" style=\"border:2px solid #d55e00;border-radius:6px;"
                + "padding:.6em 1em\">" + text + "</div>";
    }
}
