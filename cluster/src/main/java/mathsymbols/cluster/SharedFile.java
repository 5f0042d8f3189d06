package mathsymbols.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mathsymbols.io.AtomicFile;
import mathsymbols.io.Hashes;
import org.apache.spark.SparkFiles;
import org.apache.spark.broadcast.Broadcast;

/**
 * A file of this machine that the executors need. One that finds it under the same path, as in a shared folder, uses it there;
 * another puts it together from broadcast pieces, which executors also get from each other, once in its life. Either way it is
 * used only if its SHA-256 is right.
 */
final class SharedFile implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int PIECE = 32 << 20;

    private final String path;
    private final String sha256;
    private final List<Broadcast<byte[]>> pieces;

    private SharedFile(String path, String sha256, List<Broadcast<byte[]>> pieces) {
        this.path = path;
        this.sha256 = sha256;
        this.pieces = pieces;
    }

    /** Reads the file and offers it. */
    static SharedFile of(Path file, SparkMachines machines) throws IOException {
        List<Broadcast<byte[]>> pieces = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file)) {
            for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
                pieces.add(machines.broadcast(piece));
            }
        }
        return new SharedFile(file.toAbsolutePath().toString(), Hashes.sha256(file), pieces);
    }

    /**
     * The file on the machine that asks.
     *
     * @throws IOException if it cannot be written there, or arrives otherwise than it was sent
     */
    Path local() throws IOException {
        Path here = Path.of(path);
        if (Files.isReadable(here) && Hashes.sha256(here).equals(sha256)) {
            return here;
        }
        Path copy = Path.of(SparkFiles.getRootDirectory()).resolve("math-symbols-" + sha256);
        if (!Files.exists(copy)) {
            AtomicFile.write(copy, this::write);
        }
        if (!Hashes.sha256(copy).equals(sha256)) {
            Files.delete(copy);
            throw new IOException(path + " arrived otherwise than it was sent");
        }
        return copy;
    }

    private void write(OutputStream out) throws IOException {
        for (Broadcast<byte[]> piece : pieces) {
            out.write(piece.value());
        }
    }

    /** Takes the pieces back from all executors. */
    void forget(SparkMachines machines) {
        pieces.forEach(machines::forget);
    }
}
