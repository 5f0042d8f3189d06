package mathsymbols.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import mathsymbols.io.Printable;

/** Counts what a dataset passes over, by why, and makes a sentence of each reason. */
final class LeftOut {
    private static final int NAMED = 3;

    private final Map<String, List<String>> byReason = new TreeMap<>();

    /** @param reason such as {@code hidden, or the system's own} */
    void add(String file, String reason) {
        byReason.computeIfAbsent(reason, key -> new ArrayList<>()).add(Printable.of(file));
    }

    /** Such as {@code Left out: 2 files (no image: 9/notes.txt, 9/list.csv).}. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        byReason.forEach((reason, files) -> sentences.add(String.format(
                Locale.ROOT,
                "Left out: %d %s (%s: %s%s).",
                files.size(),
                files.size() == 1 ? "file or folder" : "files or folders",
                reason,
                String.join(", ", files.stream().sorted().limit(NAMED).toList()),
                files.size() > NAMED ? " …" : "")));
        return sentences;
    }
}
