package mathsymbols.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import mathsymbols.report.Headline;
import mathsymbols.train.History;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultEntriesTest {
    @TempDir
    Path folder;

    @Test
    void theHeadlineReadsWhatTheExperimentOnMomentaWrites() {
        Map<Double, History> fits = new TreeMap<>(Map.of(0.99, losses(1, 3), 0.805, losses(1, 1.5)));
        Results results = Results.in(folder.resolve("results.json"));
        results.put("alexnet.batch_norm_experiment", ResultEntries.momenta(fits));

        assertThat(Headline.of(results.read()))
                .asString()
                .contains("2.00 → 0.50", "up to 2.00 from one epoch to the next with momentum 0.99", "momentum 0.805");
    }

    private static History losses(double first, double second) {
        return new History(List.of(
                new History.Epoch(1, 1, 0.5, first, 0.5, 1, 1), new History.Epoch(2, 1, 0.5, second, 0.5, 1, 1)));
    }
}
