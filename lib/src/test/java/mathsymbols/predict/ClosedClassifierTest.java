package mathsymbols.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network whose memory has been given back must not be asked: what it says would be anything. */
class ClosedClassifierTest {
    @TempDir
    private Path folder;

    @Test
    void neitherItNorAnotherOfTheSameNetworkAnswers() {
        SymbolClassifier plain = TinyReader.random(1, List.of("a", "b", "c"));
        SymbolClassifier rejecting = plain.rejecting(new Rejection(Confidence.LOGIT, 0));
        rejecting.close();

        for (SymbolClassifier classifier : List.of(plain, rejecting)) {
            Stream.<ThrowingCallable>of(
                            () -> classifier.predict(new BufferedImage(48, 48, BufferedImage.TYPE_3BYTE_BGR)),
                            () -> classifier.save(folder.resolve("reader.zip")),
                            () -> classifier.export(folder.resolve("reader.onnx")),
                            classifier::folded)
                    .forEach(asked -> assertThatIllegalStateException()
                            .isThrownBy(asked)
                            .withMessageStartingWith("The classifier has been closed"));
            classifier.close();
        }
        assertThat(folder).isEmptyDirectory();
    }
}
