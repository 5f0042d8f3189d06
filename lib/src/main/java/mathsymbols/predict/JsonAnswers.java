package mathsymbols.predict;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import mathsymbols.io.Json;

/** An array of objects. In ASCII alone, so that a terminal obeys nothing in it and every encoding can show it. */
final class JsonAnswers implements Answers {
    private static final JsonMapper JSON = Json.MAPPER
            .rebuild()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .build();

    private final PrintWriter out;
    private final Optional<Integer> top;
    private final SequenceWriter objects;

    JsonAnswers(PrintWriter out, Optional<Integer> top) {
        this.out = out;
        this.top = top;
        try {
            objects = JSON.writerWithDefaultPrettyPrinter().writeValuesAsArray(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void add(Path file, Prediction prediction) {
        ObjectNode answer = about(file)
                .put("label", prediction.label())
                .put("probability", prediction.probability())
                .put("unsure", Answers.unsure(prediction))
                .put("none", prediction.none());
        answer.set("top", JSON.valueToTree(Answers.told(prediction, top)));
        write(answer);
    }

    @Override
    public void error(Path file, String sentence) {
        write(about(file).put("error", sentence));
    }

    private static ObjectNode about(Path path) {
        return JSON.createObjectNode().put("file", path.toString());
    }

    private void write(ObjectNode object) {
        try {
            objects.write(object);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void end() {
        try {
            objects.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.println();
    }
}
