package mathsymbols.io;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The project's own records in JSON files. A file is believed only if it says all that its record asks for (an
 * {@code Optional} may be missing) and nothing else. It can name no class: the type comes from the caller alone.
 */
public final class Json {
    /** More than any file of ours has: the predictions for 100,000 images take less. */
    private static final int LARGEST = 64_000_000;

    /** Knows {@code Optional}; may be used by several threads. */
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    private Json() {}

    /** Writes a value so that people can read it, whole or not at all. */
    public static void write(Path file, Object value) throws IOException {
        AtomicFile.write(
                file, out -> out.write(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(value)));
    }

    /**
     * Reads a record, also on a thread that is interrupted.
     *
     * @param type a record, whose components the file names
     * @param what it is, such as {@code "a training history"}
     * @param remedy the end of every message, such as {@code "delete it and train again"}
     * @throws InputException if the file is missing, too large, or not such a record
     */
    public static <T> T read(Path file, Class<T> type, String what, String remedy) {
        try (InputStream in = new FileInputStream(file.toFile())) {
            byte[] json = in.readNBytes(LARGEST + 1);
            if (json.length > LARGEST) {
                throw new InputException(file + " is too large for " + what + ": " + remedy + ".");
            }
            return parse(json, type);
        } catch (JacksonException e) {
            throw new InputException(file + " is damaged or not " + what + ": " + remedy + ".", e);
        } catch (IOException e) {
            if (Files.notExists(file)) {
                throw new InputException(file + " is not there: " + remedy + ".", e);
            }
            throw new InputException(file + " cannot be read (" + InputException.reason(e) + "): " + remedy + ".", e);
        }
    }

    /**
     * @param type a record, whose components the JSON names
     * @throws JacksonException if it is not such a record
     */
    public static <T> T parse(byte[] json, Class<T> type) throws IOException {
        T value = MAPPER.readValue(json, type);
        if (value == null) {
            throw MismatchedInputException.from((JsonParser) null, type, "There is only a null");
        }
        return value;
    }
}
