package mathsymbols.io;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Text that came with a file (a name, a label, a version) on its way to a terminal. A file's author may have put escape
 * sequences in it, which move the cursor or change what is typed next, or marks that turn the direction of reading.
 */
public final class Printable {
    private static final int LONGEST = 1000;

    /** Control characters, invisible ones such as direction marks, halves of characters, and ends of lines. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\u2028\\u2029]");

    private Printable() {}

    /** The text with each such character written as {@code \}{@code u001b}, and cut off where it is beyond 1,000. */
    public static String of(String text) {
        String start = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
        return UNSEEN.matcher(start)
                .replaceAll(unseen ->
                        String.format(Locale.ROOT, "\\\\u%04x", unseen.group().codePointAt(0)));
    }

    /** Whether a text is no longer than this and has none of these characters. */
    public static boolean is(String text, int longest) {
        return text.length() <= longest && !UNSEEN.matcher(text).find();
    }
}
