package mathsymbols.plot;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import mathsymbols.data.Dataset;
import mathsymbols.data.ImageRef;
import mathsymbols.data.Images;
import mathsymbols.eval.DataAudit;
import mathsymbols.eval.DataAudit.Copies;
import mathsymbols.eval.DataAudit.Placed;

/** Pairs of images that a data audit found. */
final class DuplicatePairs {
    private static final int PAIRS = 4;
    private static final ImageGrid TILES = new ImageGrid(96, 10, false, true);

    private DuplicatePairs() {}

    /** Identical files in the first row, with two labels or in training and test first; look-alikes in the second. */
    static Figure figure(DataAudit audit, Dataset dataset) {
        if (audit.isClean()) {
            return Panels.note("No two images are identical, and no two look alike.");
        }
        List<Figure> identical = audit.copies().stream()
                .sorted(Comparator.comparing(Copies::isConflict)
                        .thenComparing(group -> last(group).part())
                        .reversed())
                .limit(PAIRS)
                .map(group -> pair(dataset, group.images().get(0), last(group)))
                .toList();
        Set<Placed> shown = new HashSet<>();
        List<Figure> alike = audit.lookAlikes().stream()
                .filter(pair -> shown.add(pair.first()) & shown.add(pair.second()))
                .limit(PAIRS)
                .map(pair -> pair(dataset, pair.first(), pair.second()))
                .toList();
        return Panels.grid(
                "Images that the data hold twice: " + audit,
                1,
                Stream.of(row("Identical files", identical), row("Files that differ but look alike", alike))
                        .flatMap(Optional::stream)
                        .toList());
    }

    private static Optional<Figure> row(String title, List<Figure> pairs) {
        return pairs.isEmpty() ? Optional.empty() : Optional.of(Panels.titled(title, Panels.row(title, pairs)));
    }

    private static Placed last(Copies group) {
        return group.images().get(group.images().size() - 1);
    }

    private static Figure pair(Dataset dataset, Placed first, Placed second) {
        return TILES.figure("A pair", 2, List.of(tile(dataset, first), tile(dataset, second)));
    }

    private static Tile tile(Dataset dataset, Placed placed) {
        ImageRef ref = placed.image();
        return Tile.of(
                Images.image(Images.pixels(Images.decode(dataset.read(ref), ref.toString()))),
                ref.toString(),
                placed.part().toString());
    }
}
