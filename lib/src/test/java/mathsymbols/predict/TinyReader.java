package mathsymbols.predict;

import java.util.List;
import mathsymbols.nn.Reader;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/** A reader that has learnt nothing, but whose every layer does something. */
public final class TinyReader {
    private TinyReader() {}

    /** Its normalisations shift and scale as those of a trained one do. */
    public static MultiLayerNetwork network(long seed, int classes) {
        MultiLayerNetwork network = new MultiLayerNetwork(Reader.configuration(classes, new NoOp(), seed));
        network.init();
        Nd4j.getRandom().setSeed(seed);
        network.paramTable().forEach((name, array) -> {
            if (name.endsWith("_mean") || name.endsWith("_beta")) {
                array.assign(Nd4j.randn(array.shape()).muli(0.1));
            } else if (name.endsWith("_var") || name.endsWith("_gamma")) {
                array.assign(Nd4j.rand(array.shape()).addi(0.5));
            }
        });
        return network;
    }

    public static SymbolClassifier random(long seed, List<String> labels) {
        Provenance.Source standIn = new Provenance.Source("0".repeat(64), false);
        return SymbolClassifier.reader(
                network(seed, labels.size()), labels, Provenance.now("tiny", standIn, 1001, 0.3));
    }
}
