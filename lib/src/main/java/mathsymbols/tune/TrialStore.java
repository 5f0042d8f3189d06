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
import java.util.stream.Stream;
import mathsymbols.io.InputException;
import mathsymbols.io.Json;
import mathsymbols.io.Leftovers;

/**
 * A search on the disk: {@code oracle.json}, which says what search it is, and a folder for each trial with
 * {@code trial.json} and whatever its runner keeps there. An oracle's state is the trials themselves.
 */
final class TrialStore {
    private static final String FILE = "trial.json";
    private static final String REMEDY = "delete the search's folder to search afresh";

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
            trials.add(read(file, trials.size() + 1));
        }
        sweep(trials.size());
        return trials;
    }

    private static Trial read(Path file, int number) {
        Trial trial = read(file, Trial.class);
        if (trial.number() != number || !trial.isSound()) {
            throw new InputException(file + " is damaged or of another trial: " + REMEDY + ".");
        }
        return trial;
    }

    /**
     * Deletes what runs that were killed have left: files half written, and folders of trials that had not begun.
     *
     * @throws InputException if a trial is lost among others, which must not be taken for leftovers
     */
    private void sweep(int trials) throws IOException {
        List<Path> folders;
        try (Stream<Path> all = Files.list(folder)) {
            folders = all.filter(path -> path.getFileName().toString().matches("trial-\\d{4,9}"))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        }
        List<Path> behind =
                folders.stream().filter(path -> !isOfTrial(path, trials)).toList();
        for (Path path : behind) {
            if (Files.exists(path.resolve(FILE))) {
                throw new InputException(trialFile(trials + 1)
                        + " is missing, but there are later trials: put it back, or " + REMEDY + ".");
            }
        }
        for (Path path : behind) {
            Leftovers.delete(path);
        }
        for (Path path : Stream.concat(Stream.of(folder), folders.stream().filter(Files::exists))
                .toList()) {
            Leftovers.sweep(path, name -> name.startsWith(".") && name.endsWith(".part"));
        }
    }

    private static boolean isOfTrial(Path path, int trials) {
        return Integer.parseInt(path.getFileName().toString().substring("trial-".length())) <= trials;
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
        return folder(trial).resolve(FILE);
    }

    private static <T> T read(Path file, Class<T> type) {
        return Json.read(file, type, "a search's record of this version", REMEDY);
    }
}
