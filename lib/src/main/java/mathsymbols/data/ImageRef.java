package mathsymbols.data;

/**
 * One labelled image file.
 *
 * @param label the class, which is the name of the file's folder, such as {@code "add"}
 * @param file the file's name without a folder, such as {@code "1264.jpg"}
 */
public record ImageRef(String label, String file) {
    /** {@code label/file}, as the split lists and messages name it. */
    @Override
    public String toString() {
        return label + "/" + file;
    }
}
