package mathsymbols.cluster;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mathsymbols.data.ImageSet;
import mathsymbols.io.Json;

/**
 * Sets of images that share a file of pixels. Sent as one broadcast value, it is made once in an executor, and the sets are opened
 * there once.
 */
final class SharedImages implements Serializable {
    private static final long serialVersionUID = 1L;

    private final SharedFile pixels;
    private final String descriptions;
    private transient List<ImageSet> opened;

    private record Descriptions(List<ImageSet.Description> sets) {}

    private SharedImages(SharedFile pixels, String descriptions) {
        this.pixels = pixels;
        this.descriptions = descriptions;
    }

    static SharedImages of(SparkMachines machines, ImageSet... sets) throws IOException {
        for (ImageSet set : sets) {
            if (!set.file().equals(sets[0].file())) {
                throw new IllegalArgumentException("The images lie in different files: " + set.file());
            }
        }
        Descriptions all = new Descriptions(
                List.of(sets).stream().map(ImageSet::description).toList());
        return new SharedImages(SharedFile.of(sets[0].file(), machines), Json.MAPPER.writeValueAsString(all));
    }

    /** The sets, in the order in which they were given. */
    synchronized List<ImageSet> open() throws IOException {
        if (opened == null) {
            Path file = pixels.local();
            List<ImageSet> sets = new ArrayList<>();
            for (ImageSet.Description set :
                    Json.MAPPER.readValue(descriptions, Descriptions.class).sets()) {
                sets.add(ImageSet.of(set, file));
            }
            opened = List.copyOf(sets);
        }
        return opened;
    }
}
