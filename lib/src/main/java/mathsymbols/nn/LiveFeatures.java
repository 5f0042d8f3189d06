package mathsymbols.nn;

import java.nio.FloatBuffer;
import java.util.stream.LongStream;
import mathsymbols.data.DerivedExamples;
import mathsymbols.data.Examples;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a base makes of images, computed whenever it is read: for images that are asked about once, where
 * {@link FeatureCache} is for those that come again and again. Not for several threads at once, since a base is not.
 */
public record LiveFeatures(FrozenBase base, Examples original) implements DerivedExamples {
    @Override
    public long[] shape() {
        return new long[] {base.shape().size()};
    }

    @Override
    public void read(int index, FloatBuffer target) {
        long[] one = LongStream.concat(LongStream.of(1), LongStream.of(original.shape()))
                .toArray();
        try (INDArray image = Nd4j.createUninitialized(DataType.FLOAT, one)) {
            original.read(index, image.data().asNioFloat());
            try (INDArray features = base.features(image)) {
                target.put(features.toFloatVector());
            }
        }
    }
}
