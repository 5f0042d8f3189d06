package mathsymbols.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import mathsymbols.data.sample.Sample;
import mathsymbols.io.Progress;

/** Ten drawings of each class, split as the report splits, for tests that need images of any kind. */
public final class SampleImages {
    private SampleImages() {}

    /** 129 for training, 42 for validation and 19 for testing, with archive and pixels in a folder. */
    public static SplitImages in(Path folder) throws IOException {
        return in(folder, whole -> whole);
    }

    /** Part of them. */
    public static SplitImages in(Path folder, UnaryOperator<Split> part) throws IOException {
        Path archive = folder.resolve("sample.zip");
        Sample.generate(archive, 1, 10);
        try (Dataset dataset = Dataset.open(archive)) {
            return PixelCache.open(dataset, part.apply(Split.ofReport(dataset)), folder, Progress.NONE);
        }
    }
}
