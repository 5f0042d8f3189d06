package mathsymbols;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Writes which tests were skipped, and why, into the file that the property {@code skipped.tests} names, for the last line
 * of {@code ./mvnw verify} and for {@code .ci/run}; found through {@code META-INF/services}.
 */
public final class SkippedTests implements TestExecutionListener {
    private final List<String> skipped = new CopyOnWriteArrayList<>();

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        note(test, reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == Status.ABORTED) {
            note(test, result.getThrowable().map(Throwable::getMessage).orElse("no reason was given"));
        }
    }

    private void note(TestIdentifier test, String reason) {
        skipped.add("Skipped: " + test.getLegacyReportingName() + " – "
                + reason.lines().findFirst().orElse(""));
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        String file = System.getProperty("skipped.tests");
        if (file != null) {
            try {
                Files.write(Path.of(file), skipped);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
