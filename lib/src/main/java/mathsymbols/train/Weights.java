package mathsymbols.train;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import mathsymbols.io.AtomicFile;
import mathsymbols.io.InputException;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * A network's parameters in a file, without the network. The file holds nothing but numbers and their checksum, so that
 * reading one from elsewhere can do no harm.
 */
public final class Weights {
    private Weights() {}

    /** Writes all parameters (float32, with the running averages of batch normalisation), whole or not at all. */
    public static void save(MultiLayerNetwork network, Path file) throws IOException {
        AtomicFile.write(file, out -> ArrayIO.write(network.params(), out));
    }

    /**
     * Replaces all parameters by those in a file.
     *
     * @throws InputException if the file is damaged or of a network of other layers; the network's are then
     *     undefined
     * @throws FileNotFoundException if there is no such file
     */
    public static void load(MultiLayerNetwork network, Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(new FileInputStream(file.toFile()))) {
            ArrayIO.read(in, network.params());
        } catch (FileNotFoundException e) {
            throw e;
        } catch (IOException e) {
            throw new InputException(
                    file + " does not hold this network's weights (" + InputException.reason(e)
                            + "): build the network of the layers that were trained, or delete the file and train again.",
                    e);
        }
    }
}
