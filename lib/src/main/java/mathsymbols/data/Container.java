package mathsymbols.data;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import mathsymbols.io.InputException;

/** Where a dataset's files lie: a folder or a zip archive. */
sealed interface Container extends Closeable permits FolderContainer, ZipContainer {
    /** No image of handwriting comes near this; a file that is larger is not read into memory. */
    long LARGEST_FILE = 64L << 20;

    /**
     * What lies in a container.
     *
     * @param files the paths of the files, parts separated by {@code /}, in no special order; at most three parts deep
     *     in a folder
     * @param failed by the path of an entry that is passed over, why
     * @param remarks sentences on how the names were read
     */
    record Listing(List<String> files, Map<String, String> failed, List<String> remarks) {}

    /** Lists the files. */
    Listing list();

    /**
     * The content of one file. May be called by several threads at once.
     *
     * @throws IOException if it cannot be read, is damaged or larger than {@link #LARGEST_FILE}
     */
    byte[] read(String file) throws IOException;

    /**
     * The first bytes of one file, fewer than asked for only at its end.
     *
     * @throws IOException if it cannot be read
     */
    byte[] head(String file, int bytes) throws IOException;

    static Container open(Path path) {
        if (!Files.exists(path)) {
            throw new InputException("There is no file or folder " + path + ": check the path to the images.");
        }
        return Files.isDirectory(path) ? new FolderContainer(path) : ZipContainer.open(path);
    }
}
