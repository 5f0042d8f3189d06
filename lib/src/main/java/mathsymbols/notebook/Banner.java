package mathsymbols.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import mathsymbols.plot.Markup;
import mathsymbols.report.Caveat;

/** Says that a run's numbers mean nothing about the report's, in every notebook and on every page. */
public final class Banner {
    private Banner() {}

    /** What a reader must know; empty where images and weights are real. */
    static Optional<String> of(ImageSource images, WeightsSource weights) {
        List<String> sentences = new ArrayList<>();
        if (images.sample()) {
            sentences.add(
                    "These are generated sample images, not the report's: the numbers below mean nothing about it."
                            + " Bring the real ones with ./reproduce --data kaggle or ./reproduce --data PATH.");
        }
        if (weights.file().isEmpty()) {
            sentences.add(
                    "VGG19 runs on random frozen weights here, not on the trained ones: its numbers mean nothing about"
                            + " the report's. Bring the real ones with ./reproduce --weights download or ./reproduce --weights PATH.");
        }
        return sentences.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", sentences));
    }

    /** Why comparing a run's numbers with the report's means nothing; empty where it does mean something. */
    static Optional<Caveat> caveat(Profile profile, ImageSource images, WeightsSource weights) {
        List<String> reasons = new ArrayList<>();
        if (profile != Profile.FULL) {
            reasons.add("the " + profile + " profile takes a part of the images and fewer epochs");
        }
        if (images.sample()) {
            reasons.add("the images are generated");
        }
        if (!reasons.isEmpty()) {
            return Optional.of(new Caveat(
                    "Comparing these numbers with the report's means nothing: " + String.join(", and ", reasons) + ".",
                    Caveat.Scope.ALL));
        }
        return weights.file().isPresent()
                ? Optional.empty()
                : Optional.of(new Caveat(
                        "Comparing VGG19's numbers with the report's means nothing: its frozen weights are random."
                                + " AlexNet's can be compared.",
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
                        "\\./reproduce --[a-z]+ (kaggle|download|PATH)",
                        "<code style=\"white-space:nowrap\">$0</code>");
        return "<div class=\"math-symbols-banner\" role=\"note\" style=\"border:2px solid #d55e00;border-radius:6px;"
                + "padding:.6em 1em\">" + text + "</div>";
    }
}
