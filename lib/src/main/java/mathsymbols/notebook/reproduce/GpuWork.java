package mathsymbols.notebook.reproduce;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import mathsymbols.data.Batch;
import mathsymbols.data.Batches;
import mathsymbols.data.Dataset;
import mathsymbols.data.ImageSet;
import mathsymbols.data.PixelCache;
import mathsymbols.data.Progress;
import mathsymbols.data.Split;
import mathsymbols.data.SplitImages;
import mathsymbols.nn.AlexNet;
import mathsymbols.nn.Device;
import mathsymbols.nn.LayerCheck;
import mathsymbols.nn.NativeLibrary;
import mathsymbols.nn.Vgg19;
import mathsymbols.notebook.Settings;
import mathsymbols.train.Trainer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The parts of {@code environment/check-gpu}, each a program of its own, because one program computes with one back end
 * only.
 */
final class GpuWork {
    private static final int AT_ONCE = 16;

    private GpuWork() {}

    /** @param arguments {@code device}, {@code layers FILE}, {@code reference FILE} or {@code networks} */
    public static void main(String[] arguments) throws IOException {
        NativeLibrary.select();
        switch (arguments[0]) {
            case "device" -> System.exit(Device.current().gpus().isEmpty() ? 1 : 0);
            case "layers" -> layers(DataType.FLOAT, Path.of(arguments[1]));
            case "reference" -> layers(DataType.DOUBLE, Path.of(arguments[1]));
            case "networks" -> networks();
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void layers(DataType type, Path file) throws IOException {
        new ObjectMapper().writeValue(file.toFile(), LayerCheck.results(type));
    }

    /** An epoch of AlexNet and the images through VGG19, with the data, weights and profile of a notebook. */
    private static void networks() throws IOException {
        Settings settings = Settings.load();
        System.out.println(Device.current());
        try (Dataset dataset = Dataset.open(settings.data())) {
            Split split = settings.profile().of(Split.ofReport(dataset));
            SplitImages images = PixelCache.open(dataset, split, settings.home().data(), Progress.NONE);
            alexNet(images, settings.seed());
            vgg19(images.train(), settings);
        }
    }

    private static void alexNet(SplitImages images, long seed) {
        var untrained = AlexNet.Settings.ofReport(
                Activation.RELU, 1e-4, images.train().classes().size(), seed);
        var history = Trainer.of(AlexNet.build(untrained))
                .epochs(2)
                .fit(images.train(), images.validation())
                .history();
        System.out.println("AlexNet, whose first epoch prepares the computations:");
        history.epochs().forEach(System.out::println);
    }

    private static void vgg19(ImageSet images, Settings settings) {
        try (Vgg19 network = settings.loadVgg19();
                Batches batches = Batches.of(images, AT_ONCE)) {
            int done = -1;
            long start = 0;
            for (Batch batch : batches) {
                network.features(batch.inputs()).sumNumber(); // asks for a number, so that the work is done here
                if (done < 0) {
                    done = 0; // the first batch prepares the computations
                    start = System.nanoTime();
                } else {
                    done += batch.size();
                }
            }
            System.out.printf(
                    Locale.ROOT, "VGG19: %.1f images/s%n", Math.max(0, done) / ((System.nanoTime() - start) / 1e9));
        }
    }
}
