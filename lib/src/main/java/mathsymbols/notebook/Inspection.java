package mathsymbols.notebook;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import mathsymbols.plot.Markup;
import org.jsoup.Jsoup;

/**
 * What Shift-Tab shows of the name at the cursor: its signatures, and of their Javadoc what comes before the first block
 * tag. The name may be a class, a variable or a method, with or without its opening parenthesis.
 */
final class Inspection {
    private static final int MOST_SIGNATURES = 12;
    private static final Pattern BLOCK_TAGS = Pattern.compile("(?m)^\\s*@[a-z]+.*", Pattern.DOTALL);
    private static final Pattern INLINE_TAG = Pattern.compile("\\{@\\w+\\s+([^{}]*)}");

    private final SourceCodeAnalysis analysis;

    Inspection(SourceCodeAnalysis analysis) {
        this.analysis = analysis;
    }

    /** One that finds the Javadoc of the classes whose sources are at hand. */
    static Inspection of(SourceCodeAnalysis analysis) {
        JavaSources.offer(analysis);
        return new Inspection(analysis);
    }

    /**
     * Inspects a name.
     *
     * @param code a cell
     * @param cursor the number of code points before the cursor
     * @return empty if nothing is known of it
     */
    Optional<Rendering> at(String code, int cursor) {
        int at = code.offsetByCodePoints(0, Math.max(0, Math.min(cursor, code.codePointCount(0, code.length()))));
        for (String asked : questions(code, at)) {
            List<Documentation> found = analysis.documentation(asked, asked.length(), true);
            if (!found.isEmpty()) {
                return Optional.of(rendering(found));
            }
        }
        return Optional.empty();
    }

    /** What the shell understands: code that ends with the name, or with the parenthesis after it; the likeliest first. */
    private Set<String> questions(String code, int cursor) {
        int end = cursor;
        while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
            end++;
        }
        String name = code.substring(0, end);
        boolean called = code.substring(end).stripLeading().startsWith("(");
        boolean atName = end > 0 && Character.isJavaIdentifierPart(code.charAt(end - 1));
        List<String> forms = new ArrayList<>();
        if (called) {
            forms.add(name + "(");
        }
        forms.add(name);
        if (atName && !called) {
            forms.add(name + "(");
        }
        forms.add(code.substring(0, cursor)); // after a parenthesis the arguments may mean nothing yet
        Set<String> questions = new LinkedHashSet<>();
        for (String form : forms) {
            questions.add(lastStatement(form));
            questions.add(form); // where it needs what an unfinished block declares
        }
        return questions;
    }

    /** Without the statements before, of which an import would end the shell's search. */
    private String lastStatement(String code) {
        String rest = code;
        CompletionInfo info = analysis.analyzeCompletion(rest);
        while (info.completeness().isComplete() && !info.remaining().isBlank()) {
            rest = info.remaining();
            info = analysis.analyzeCompletion(rest);
        }
        return rest;
    }

    private static Rendering rendering(List<Documentation> found) {
        StringBuilder html = new StringBuilder();
        StringBuilder text = new StringBuilder();
        Set<String> told = new LinkedHashSet<>();
        for (Documentation one : found.subList(0, Math.min(found.size(), MOST_SIGNATURES))) {
            String javadoc = plain(Optional.ofNullable(one.javadoc()).orElse(""));
            html.append("<p><code>").append(Markup.escape(one.signature())).append("</code></p>");
            text.append(one.signature()).append('\n');
            if (!javadoc.isEmpty() && told.add(javadoc)) {
                html.append("<p>")
                        .append(Markup.escape(javadoc).replace("\n", "<br>"))
                        .append("</p>");
                text.append(javadoc.indent(4));
            }
        }
        return new Rendering(html.toString(), text.toString().stripTrailing());
    }

    /** Javadoc's description without its markup. */
    static String plain(String javadoc) {
        String description = BLOCK_TAGS.matcher(javadoc).replaceFirst("");
        String untagged = INLINE_TAG.matcher(description).replaceAll("$1");
        return Jsoup.parse(untagged)
                .wholeText()
                .lines()
                .map(String::strip)
                .collect(Collectors.joining("\n"))
                .replaceAll("\n{3,}", "\n\n")
                .strip();
    }
}
