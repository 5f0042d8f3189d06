package mathsymbols.io;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.file.Path;

/** The project's own records in JSON files. */
public final class Json {
    /** Knows {@code Optional}; may be used by several threads. */
    public static final JsonMapper MAPPER =
            JsonMapper.builder().addModule(new Jdk8Module()).build();

    private Json() {}

    /** Writes a value so that people can read it, whole or not at all. */
    public static void write(Path file, Object value) throws IOException {
        AtomicFile.write(
                file, out -> out.write(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(value)));
    }

    /**
     * Reads a value of one type, also on a thread that is interrupted.
     *
     * @param otherwise how the sentence goes on after the file's name where it holds something else, such as
     *     {@code is not a training history: delete it and train again.}
     * @throws InputException if it is not JSON of such a value
     * @throws IOException if it cannot be read
     */
    public static <T> T read(Path file, Class<T> type, String otherwise) throws IOException {
        try {
            return MAPPER.readValue(file.toFile(), type);
        } catch (JacksonException e) {
            throw new InputException(file + " " + otherwise, e);
        }
    }
}
