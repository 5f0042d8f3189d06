package mathsymbols.data;

/**
 * What a class may be called. The name of a folder becomes part of files, pages and terminals' lines, and a classifier
 * that was saved must be read again; so the rule is one for the images and for the classifier.
 */
public final class ClassName {
    /** In characters (code points). */
    public static final int LONGEST = 100;

    /** More are not told apart by the classifiers that this program saves. */
    public static final int MOST = 1000;

    private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
    private static final int ZERO_WIDTH_JOINER = 0x200d;

    private ClassName() {}

    /** Whether a class may have this name: 1 to 100 visible characters, none that moves the text around it. */
    public static boolean isSound(String name) {
        return !name.isBlank() && name.codePointCount(0, name.length()) <= LONGEST && isPrintable(name);
    }

    /** Whether a name has no characters that are not seen, or that move the text around them. */
    static boolean isPrintable(String name) {
        return name.codePoints().allMatch(ClassName::isSound);
    }

    /** Joiners are part of Persian and Indic words and of composed symbols; other format characters turn text around. */
    private static boolean isSound(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            case Character.FORMAT -> character == ZERO_WIDTH_JOINER || character == ZERO_WIDTH_NON_JOINER;
            default -> true;
        };
    }
}
