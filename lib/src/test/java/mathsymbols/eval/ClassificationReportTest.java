package mathsymbols.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import mathsymbols.eval.ClassificationReport.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClassificationReportTest {
    /** What scikit-learn 1.2.1 printed for one matrix. */
    record Printed(String why, List<String> classes, int[][] counts, String report) {
        @Override
        public String toString() {
            return why;
        }
    }

    static List<Printed> printedByScikitLearn() throws IOException {
        try (InputStream json = open("classification_reports.json")) {
            return new ObjectMapper().readValue(json, new TypeReference<>() {});
        }
    }

    @ParameterizedTest
    @MethodSource("printedByScikitLearn")
    void everyMatrixIsPrintedAsScikitLearnPrintsIt(Printed printed) {
        var matrix = new ConfusionMatrix(printed.classes(), printed.counts());
        assertThat(ClassificationReport.of(matrix)).hasToString(printed.report());
    }

    /** Python counts 𝜋 as one character, and so does the padding. */
    @Test
    void lettersBeyondTheBasicPlaneCountOnce() {
        List<String> classes = List.of("\ud835\udf0b", "b", "this name is rather long \ud835\udf0b");
        String[] lines = ClassificationReport.of(
                        new ConfusionMatrix(classes, new int[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}))
                .toString()
                .split("\n");

        assertThat(lines[2]).isEqualTo(" ".repeat(25) + "\ud835\udf0b       1.00      1.00      1.00         1");
        assertThat(lines[3]).isEqualTo(" ".repeat(25) + "b       1.00      1.00      1.00         1");
        assertThat(lines[4]).startsWith("this name is rather long \ud835\udf0b       1.00");
        assertThat(lines[7]).startsWith(" ".repeat(17) + "macro avg       1.00");
    }

    @Test
    void theMatrixOfTheReportGivesTheReportsTable() throws IOException {
        assertThat(ClassificationReport.of(matrixOfTheReport())).hasToString(text("classification_report_vgg19.txt"));
    }

    @Test
    void theMatrixOfTheReportHas995RightOf1018() throws IOException {
        ConfusionMatrix matrix = matrixOfTheReport();
        assertThat(matrix.correct()).isEqualTo(995);
        assertThat(matrix.total()).isEqualTo(1018);
        assertThat(ClassificationReport.of(matrix).accuracy()).isEqualTo(0.9774, within(0.00005));
    }

    @Test
    void aClassThatIsNeverPredictedHasNoPrecisionAndItsRecallAnInterval() {
        var row = new Row("z", 0, 0, 5);
        assertThat(row.precision()).isZero();
        assertThat(row.recallInterval().high()).isEqualTo(0.4345, within(0.0001));
    }

    @Test
    void theTableHasARowForEveryClass() throws IOException {
        var table = ClassificationReport.of(matrixOfTheReport()).table();
        assertThat(table.rowCount()).isEqualTo(19);
        assertThat(table.getString(1, "recall")).isEqualTo("0.930");
    }

    static ConfusionMatrix matrixOfTheReport() throws IOException {
        List<String[]> lines =
                text("confusion_vgg19.csv").lines().map(line -> line.split(",")).toList();
        List<String> classes = Arrays.asList(lines.get(0)).subList(1, lines.get(0).length);
        int[][] counts = lines.stream()
                .skip(1)
                .map(cells ->
                        Arrays.stream(cells).skip(1).mapToInt(Integer::parseInt).toArray())
                .toArray(int[][]::new);
        return new ConfusionMatrix(classes, counts);
    }

    private static String text(String resource) throws IOException {
        try (InputStream stream = open(resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static InputStream open(String resource) {
        return ClassificationReportTest.class.getResourceAsStream(resource);
    }
}
