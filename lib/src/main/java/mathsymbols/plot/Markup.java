package mathsymbols.plot;

/** Text inside HTML and SVG. */
final class Markup {
    private Markup() {}

    /** The text with the characters replaced that would be read as markup, also inside quotes. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
