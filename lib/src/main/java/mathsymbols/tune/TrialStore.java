package mathsymbols.tune;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import mathsymbols.io.InputException;
import mathsymbols.io.Json;

/**
 * A search on the disk: {@code oracle.json}, which says what search it is, and a folder for each trial with
 * {@code trial.json} and whatever its runner keeps there. An oracle's state is the trials themselves.
 */
final class TrialStore {
    private final Path folder;

    TrialStore(Path folder) {
        this.folder = folder;
    }

    Path folder(int trial) {
        return folder.resolve(String.format(Locale.ROOT, "trial-%04d", trial));
    }

    /**
     * Opens the search, which is begun if it is not there yet.
     *
     * @param settings what its trials depend on besides the oracle
     * @return its trials so far, by their numbers
     * @throws InputException if the folder holds another search, or a file in it is damaged
     */
    List<Trial> open(Oracle oracle, Map<String, String> settings) throws IOException {
        Path oracleFile = folder.resolve("oracle.json");
        ObjectNode search = Json.MAPPER.createObjectNode();
        search.set(oracle.getClass().getSimpleName(), Json.MAPPER.valueToTree(oracle));
        search.set("settings", Json.MAPPER.valueToTree(settings));
        if (!Files.exists(oracleFile)) {
            Json.write(oracleFile, search);
        } else {
            // As text, since a number in memory knows whether it is an int or a long, and one from a file does not.
            refuseAnother(oracleFile, Json.MAPPER.readTree(search.toString()));
        }
        List<Trial> trials = new ArrayList<>();
        for (Path file = trialFile(1); Files.exists(file); file = trialFile(trials.size() + 1)) {
            trials.add(read(file, Trial.class));
        }
        return trials;
    }

    private void refuseAnother(Path file, JsonNode search) throws IOException {
        JsonNode found = read(file, JsonNode.class);
        for (Map.Entry<String, JsonNode> part : search.properties()) {
            for (Map.Entry<String, JsonNode> setting : part.getValue().properties()) {
                JsonNode other = found.path(part.getKey()).path(setting.getKey());
                if (!setting.getValue().equals(other)) {
                    throw new InputException(folder + " holds another search, whose " + setting.getKey() + " was "
                            + (other.isMissingNode() ? "none" : other) + " and is now " + setting.getValue()
                            + ": call overwrite() to search afresh, or use another folder.");
                }
            }
        }
    }

    void save(Trial trial) throws IOException {
        Json.write(trialFile(trial.number()), trial);
    }

    private Path trialFile(int trial) {
        return folder(trial).resolve("trial.json");
    }

    private static <T> T read(Path file, Class<T> type) {
        return Json.read(
                file, type, "a search's record of this version", "delete the search's folder to search afresh");
    }
}
