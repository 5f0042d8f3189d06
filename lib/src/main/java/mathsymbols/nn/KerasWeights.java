package mathsymbols.nn;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Supplier;
import mathsymbols.io.InputException;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Reads a weights file of Keras 2 (HDF5). It has a group for each layer, whose attribute {@code weight_names} names the
 * datasets in it: for a convolution the kernel {@code [height, width, in, out]} and the bias {@code [out]}.
 *
 * <p>The file may come from anywhere. Links in it are not followed, and an error of the HDF5 library becomes an
 * exception of one sentence.
 */
final class KerasWeights implements AutoCloseable {
    private final Path path;
    private final String remedy;
    private final HdfFile file;

    private KerasWeights(Path path, String remedy) {
        this.path = path;
        this.remedy = remedy;
        this.file = orSentence("is not HDF5, or damaged", () -> new HdfFile(path));
    }

    /**
     * @param remedy the end of every message: which file to give instead
     * @throws InputException if there is no such file or it is not HDF5
     */
    static KerasWeights open(Path path, String remedy) {
        if (!Files.isRegularFile(path)) {
            throw new InputException("There is no weights file " + path + "; " + remedy);
        }
        return new KerasWeights(path, remedy);
    }

    /**
     * Copies one convolution into a network's parameters.
     *
     * @param kernel receives {@code [out, in, height, width]}, Deeplearning4j's layout
     * @param bias receives {@code [out]}
     * @throws InputException if the file has no such layer, one of another shape, or one with values that are not finite
     */
    void copyConvolution(String layer, INDArray kernel, INDArray bias) {
        long[] shape = kernel.shape();
        String[] names = names(layer);
        kernel.assign(
                read(layer, names[0], shape[2], shape[3], shape[1], shape[0]).permute(3, 2, 0, 1));
        bias.assign(read(layer, names[1], shape[0]).reshape(bias.shape()));
    }

    private String[] names(String layer) {
        Object names = orSentence("is damaged in the layer " + layer, () -> {
            if (!(file.getChild(layer) instanceof Group group) || group.getAttribute("weight_names") == null) {
                throw refuse("is of another network, it has no layer " + layer);
            }
            return group.getAttribute("weight_names").getData();
        });
        if (!(names instanceof String[] two) || two.length != 2) {
            throw refuse("is of another network, its layer " + layer + " does not name a kernel and a bias");
        }
        return two;
    }

    private INDArray read(String layer, String name, long... shape) {
        float[] values = orSentence("is damaged in " + layer + "/" + name, () -> values(layer, name, shape));
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw refuse("holds a value in " + layer + "/" + name + " that is not a finite number");
            }
        }
        return Nd4j.create(values, shape, 'c');
    }

    private float[] values(String layer, String name, long... shape) {
        Node node = file.getChild(layer);
        for (String part : name.split("/")) {
            node = node instanceof Group group ? group.getChild(part) : null;
        }
        if (!(node instanceof Dataset dataset)) {
            throw refuse("is of another network, it has no numbers " + layer + "/" + name);
        }
        long[] actual = Arrays.stream(dataset.getDimensions()).asLongStream().toArray();
        if (!Arrays.equals(actual, shape)) {
            throw refuse("is of another network, its " + dataset.getPath() + " has the shape " + Arrays.toString(actual)
                    + " instead of " + Arrays.toString(shape));
        }
        if (!(dataset.getDataFlat() instanceof float[] values)) {
            throw refuse("does not hold float32 numbers in " + dataset.getPath());
        }
        return values;
    }

    /**
     * What {@code reading} gives. Damaged bytes make the library fail in many ways: by exceptions of its own and of the
     * platform, by following a circle until the stack is full, or by asking for all the memory there is.
     */
    private <T> T orSentence(String what, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (InputException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw new InputException("The weights file " + path + " " + what + "; " + remedy, e);
        }
    }

    private InputException refuse(String what) {
        return new InputException("The weights file " + path + " " + what + "; " + remedy);
    }

    @Override
    public void close() {
        file.close();
    }
}
