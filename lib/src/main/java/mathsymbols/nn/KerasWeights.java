package mathsymbols.nn;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.exceptions.HdfException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import mathsymbols.io.InputException;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Reads a weights file of Keras 2 (HDF5). It has a group for each layer, whose attribute {@code weight_names} names the
 * datasets in it: for a convolution the kernel {@code [height, width, in, out]} and the bias {@code [out]}.
 */
final class KerasWeights implements AutoCloseable {
    private final Path path;
    private final HdfFile file;

    private KerasWeights(Path path, HdfFile file) {
        this.path = path;
        this.file = file;
    }

    /** @throws InputException if there is no such file or it is not HDF5 */
    static KerasWeights open(Path path) {
        if (!Files.isRegularFile(path)) {
            throw new InputException("There is no weights file " + path + "; " + Vgg19.REMEDY);
        }
        try {
            return new KerasWeights(path, new HdfFile(path));
        } catch (HdfException e) {
            throw new InputException("The weights file " + path + " is not HDF5 or is cut short; " + Vgg19.REMEDY, e);
        }
    }

    /**
     * Copies one convolution into a network's parameters.
     *
     * @param kernel receives {@code [out, in, height, width]}, Deeplearning4j's layout
     * @param bias receives {@code [out]}
     * @throws InputException if the file has no such layer, or one of another shape
     */
    void copyConvolution(String layer, INDArray kernel, INDArray bias) {
        try {
            if (!(file.getChild(layer) instanceof Group group) || group.getAttribute("weight_names") == null) {
                throw new InputException("The weights file " + path + " is of another network, it has no layer " + layer
                        + "; " + Vgg19.REMEDY);
            }
            String[] names = (String[]) group.getAttribute("weight_names").getData();
            long[] shape = kernel.shape();
            kernel.assign(read(group, names[0], shape[2], shape[3], shape[1], shape[0])
                    .permute(3, 2, 0, 1));
            bias.assign(read(group, names[1], shape[0]).reshape(bias.shape()));
        } catch (HdfException | ClassCastException | ArrayIndexOutOfBoundsException e) {
            throw new InputException(
                    "The layer " + layer + " of the weights file " + path + " cannot be read; " + Vgg19.REMEDY, e);
        }
    }

    private INDArray read(Group group, String name, long... shape) {
        Dataset dataset = group.getDatasetByPath(name);
        long[] actual = Arrays.stream(dataset.getDimensions()).asLongStream().toArray();
        if (!Arrays.equals(actual, shape)) {
            throw new InputException("The weights file " + path + " is of another network, its " + dataset.getPath()
                    + " has the shape " + Arrays.toString(actual) + " instead of " + Arrays.toString(shape) + "; "
                    + Vgg19.REMEDY);
        }
        return Nd4j.create((float[]) dataset.getDataFlat(), shape, 'c');
    }

    @Override
    public void close() {
        file.close();
    }
}
