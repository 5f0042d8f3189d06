package mathsymbols.notebook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import mathsymbols.io.InputException;
import mathsymbols.nn.Vgg19;
import mathsymbols.train.Weights;

/** VGG19's random weights, which take seconds to scale and which four chapters use: made by the first, read by the others. */
final class RandomWeights {
    private RandomWeights() {}

    /** @param folder where they are kept, 80 MB; a file that is damaged is made anew */
    static Vgg19 of(long seed, Path folder) {
        String sha256 = Vgg19.sha256OfRandom(seed);
        Path file = folder.resolve("vgg19_random_" + sha256.substring(0, 8) + ".weights");
        if (Files.notExists(file)) {
            return made(seed, file);
        }
        Vgg19 kept = Vgg19.blank(sha256);
        try {
            Weights.load(kept.network(), file);
            return kept;
        } catch (InputException e) {
            kept.close();
            return made(seed, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Vgg19 made(long seed, Path file) {
        Vgg19 vgg19 = Vgg19.random(seed);
        try {
            Weights.save(vgg19.network(), file);
        } catch (IOException e) {
            vgg19.close();
            throw InputException.unwritten(file, e);
        }
        return vgg19;
    }
}
