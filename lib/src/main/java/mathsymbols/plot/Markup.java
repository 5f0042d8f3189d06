package mathsymbols.plot;

/** Text inside HTML. */
public final class Markup {
    private Markup() {}

    /** The text with the characters replaced that would be read as markup, also inside quotes. */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
