package mathsymbols.plot;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import mathsymbols.data.Dataset;
import mathsymbols.data.ImageRef;
import mathsymbols.data.Images;
import mathsymbols.eval.DataAudit;
import mathsymbols.eval.DataAudit.Copies;
import mathsymbols.eval.DataAudit.Placed;

/** Pairs of images that a data audit found. */
final class Doubles {
    private static final int PAIRS = 4;
    private static final ImageGrid TILES = new ImageGrid(84, 12, false, true);

    private Doubles() {}

    /** Identical files in the first row, with two labels or in training and test first; look-alikes in the second. */
    static Figure figure(DataAudit audit, Dataset dataset) {
        List<Figure> identical = audit.copies().stream()
                .sorted(Comparator.comparing(Copies::isConflict)
                        .thenComparing(group -> last(group).part())
                        .reversed())
                .limit(PAIRS)
                .map(group -> pair(dataset, group.images().get(0), last(group), "identical"))
                .toList();
        List<Figure> alike = audit.lookAlikes().stream()
                .limit(PAIRS)
                .map(pair -> pair(dataset, pair.first(), pair.second(), "alike"))
                .toList();
        return Panels.grid(
                "Images that the data hold twice: " + audit,
                1,
                Stream.of(identical, alike)
                        .filter(row -> !row.isEmpty())
                        .map(row -> Panels.row("Pairs", row))
                        .toList());
    }

    private static Placed last(Copies group) {
        return group.images().get(group.images().size() - 1);
    }

    private static Figure pair(Dataset dataset, Placed first, Placed second, String title) {
        List<Tile> tiles = List.of(tile(dataset, first), tile(dataset, second));
        return Panels.titled(title, TILES.figure("A pair", 2, tiles));
    }

    private static Tile tile(Dataset dataset, Placed placed) {
        ImageRef ref = placed.image();
        return Tile.of(
                Images.image(Images.pixels(Images.decode(dataset.read(ref), ref.toString()))),
                ref.toString(),
                placed.part().toString());
    }
}
