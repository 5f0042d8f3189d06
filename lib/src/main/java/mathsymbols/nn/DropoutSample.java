package mathsymbols.nn;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import mathsymbols.data.Examples;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One example as a head sees it in one step of training, and what the head says of it then.
 *
 * @param features what is left of the features: 0 where one is switched off, and the others scaled up to make up for it
 * @param answer the most probable class
 * @param probability of that class, 0 … 1
 */
public record DropoutSample(float[] features, String answer, double probability) {
    /**
     * The example as it is, and then under masks drawn as in training.
     *
     * @param head a network whose first layer drops some of its input
     * @param masks how many
     * @throws IllegalArgumentException if the head drops nothing
     */
    public static List<DropoutSample> of(MultiLayerNetwork head, Examples examples, int index, int masks) {
        IDropout dropout = head.getLayer(0).conf().getLayer().getIDropout();
        if (dropout == null) {
            throw new IllegalArgumentException("The head's first layer has no dropout: there is no mask to show.");
        }
        float[] values = new float[Math.toIntExact(examples.shape()[0])];
        examples.read(index, FloatBuffer.wrap(values));
        INDArray all = Nd4j.createFromArray(values).reshape('c', 1, values.length);
        List<DropoutSample> samples = new ArrayList<>();
        samples.add(sample(head, examples.classes(), all));
        for (int i = 0; i < masks; i++) {
            INDArray left = dropout.clone()
                    .applyDropout(all, Nd4j.createUninitialized(all.shape()), 0, 0, LayerWorkspaceMgr.noWorkspaces());
            samples.add(sample(head, examples.classes(), left));
        }
        return samples;
    }

    private static DropoutSample sample(MultiLayerNetwork head, List<String> classes, INDArray features) {
        INDArray probabilities = head.output(features);
        int answer = probabilities.argMax(1).getInt(0);
        return new DropoutSample(features.toFloatVector(), classes.get(answer), probabilities.getDouble(0, answer));
    }
}
