package mathsymbols.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import mathsymbols.data.Dataset;
import mathsymbols.data.PixelCache;
import mathsymbols.data.Split;
import mathsymbols.data.SplitImages;
import mathsymbols.data.sample.Sample;
import mathsymbols.io.Progress;
import mathsymbols.machine.NativeLibrary;
import mathsymbols.train.FitSettings;
import mathsymbols.train.Monitor;
import mathsymbols.tune.Hyperband;
import mathsymbols.tune.Machines;
import mathsymbols.tune.NetworkTrials;
import mathsymbols.tune.Parameter;
import mathsymbols.tune.Search;
import mathsymbols.tune.SearchResults;
import mathsymbols.tune.Space;
import mathsymbols.tune.Trial;
import mathsymbols.tune.Values;
import org.apache.spark.SparkConf;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A small search on small data, for tests; as a program, the one that a test kills. */
final class Work {
    static final Parameter<Double> RATE = Parameter.choice("learning_rate", 1e-2, 3e-3, 1e-3, 3e-4, 1e-4);

    private Work() {}

    /** The folder's images; made where it has none. */
    static SplitImages images(Path folder) throws IOException {
        NativeLibrary.select();
        Path archive = folder.resolve("sample.zip");
        if (!Files.exists(archive)) {
            Sample.generate(archive, 1, 12);
        }
        try (Dataset dataset = Dataset.open(archive)) {
            return PixelCache.open(dataset, Split.ofReport(dataset), folder, Progress.NONE);
        }
    }

    /** Eight trials: five of one epoch, two of these to epoch three, one of these to epoch nine. */
    static Hyperband oracle() {
        return new Hyperband(Space.of(RATE), Monitor.VAL_ACCURACY, 9, 3, Hyperband.Mode.COMPLETE, 1);
    }

    static NetworkTrials trials(SplitImages images) {
        return new NetworkTrials(
                values -> configuration(values),
                FitSettings.DEFAULT.batchSize(16),
                images.train(),
                images.validation());
    }

    static MultiLayerConfiguration configuration(Values values) {
        return configuration(values, 16);
    }

    /** @param channels of the convolution; with 4,096 the output's weights and what Adam keeps of them take 1 GB */
    static MultiLayerConfiguration configuration(Values values, int channels) {
        return new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(new Adam(values.get(RATE)))
                .list()
                .layer(new ConvolutionLayer.Builder(8, 8)
                        .stride(8, 8)
                        .nOut(channels)
                        .activation(Activation.RELU)
                        .build())
                .layer(new BatchNormalization.Builder()
                        .useLogStd(false)
                        .decay(0.9)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(19)
                        .activation(Activation.SOFTMAX)
                        .dropOut(0.5)
                        .build())
                .setInputType(InputType.convolutional(224, 224, 3))
                .build();
    }

    /** One core and little memory for each trial. */
    static SparkConf conf(String address) {
        return ClusterSettings.of(address, System.getenv());
    }

    /** The same with some more settings, of which the last of a name counts, kept in this folder. */
    static SparkConf conf(String address, Path folder, String more) {
        try {
            String ours = Files.readString(Path.of(System.getenv("SPARK_CONF_DIR"), "spark-defaults.conf"));
            Files.writeString(Files.createDirectories(folder).resolve("spark-defaults.conf"), ours + more);
            return ClusterSettings.of(address, Map.of("SPARK_CONF_DIR", folder.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a search came to, without its times. */
    static List<String> essence(SearchResults results) {
        return results.trials().stream().map(Work::essence).toList();
    }

    private static String essence(Trial trial) {
        return trial.number() + " " + trial.plan() + " " + trial.status() + " "
                + trial.history().epochs().stream()
                        .map(epoch -> epoch.epoch() + " " + epoch.loss() + " " + epoch.accuracy() + " "
                                + epoch.valLoss() + " " + epoch.valAccuracy())
                        .toList();
    }

    /** Searches: {@code ADDRESS FOLDER}. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[1]);
        SplitImages images = images(folder);
        Machines machines = SparkMachines.connect(conf(arguments[0]));
        Search.of(oracle(), folder.resolve("search")).run(machines.trials(trials(images)));
    }
}
