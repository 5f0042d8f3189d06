package mathsymbols.notebook;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import mathsymbols.io.AtomicFile;
import mathsymbols.io.FolderLock;
import mathsymbols.io.InputException;
import mathsymbols.io.Json;

/**
 * The numbers that the chapters report, kept in one JSON file that each of them adds to. A record's components become keys
 * in snake case: {@code valAccuracy} is written as {@code val_accuracy}.
 */
public final class Results {
    /** Its name in the folder of the pages. */
    static final String FILE = "results.json";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Where images and weights lay, which does not matter as long as they are the same. */
    private static final List<String> PLACES = List.of("data", "weights");

    private static final JsonMapper JSON = Json.MAPPER
            .rebuild()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private final Path file;

    private Results(Path file) {
        this.file = file;
    }

    /** The results kept in {@code file}, which need not exist yet. */
    public static Results in(Path file) {
        return new Results(file);
    }

    /**
     * Puts a number, text, list, map or record under a key, in place of what was there; everything else in the file stays.
     *
     * @param key where dots lead into nested objects: {@code results.put("alexnet.test", score)}
     * @throws InputException if the file is not JSON, or cannot be written; it is then as it was
     */
    @SuppressWarnings("try") // the lock is held, not called
    public void put(String key, Object value) {
        // Another notebook may be adding, too: without the lock the later one would write what it read before.
        try (FolderLock lock = FolderLock.within(PATIENCE, file.toAbsolutePath().getParent())) {
            putAlone(key, value);
        } catch (IOException e) {
            throw InputException.unwritten(file, e);
        }
    }

    private void putAlone(String key, Object value) throws IOException {
        ObjectNode all = read();
        ObjectNode parent = all;
        String[] names = key.split("\\.");
        for (int i = 0; i < names.length - 1; i++) {
            JsonNode child = parent.get(names[i]);
            parent = child instanceof ObjectNode object ? object : parent.putObject(names[i]);
        }
        parent.set(names[names.length - 1], JSON.valueToTree(value));
        AtomicFile.write(file, out -> JSON.writeValue(out, all));
    }

    /** Whether the numbers come from a run with these settings, wherever its images and weights lay. */
    public boolean haveSettings(Map<String, Object> settings) {
        try {
            // As text, since a number in memory knows whether it is an int or a long, and one from a file does not.
            JsonNode now = JSON.readTree(JSON.writeValueAsBytes(settings));
            return read().get("settings") instanceof ObjectNode then
                    && then.remove(PLACES).equals(((ObjectNode) now).remove(PLACES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that is in the file; an empty object where there is none. */
    public ObjectNode read() {
        if (!Files.exists(file)) {
            return JSON.createObjectNode();
        }
        try (var in = Files.newInputStream(file)) {
            if (JSON.readTree(in) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException | CharConversionException e) {
            throw new InputException(file + " is not the JSON that an earlier run wrote: delete it and run again.", e);
        } catch (IOException e) {
            throw new UncheckedIOException("The results could not be read from " + file, e);
        }
        throw new InputException(file + " holds no JSON object: delete it and run again.");
    }
}
