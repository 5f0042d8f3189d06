package mathsymbols.eval;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mathsymbols.data.Dataset;
import mathsymbols.data.ImageRef;
import mathsymbols.data.Split;
import mathsymbols.io.Progress;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What a split holds twice. A test image that the network saw in training tests its memory, not its reading; and a
 * picture with two labels cannot be right under both.
 *
 * @param files how many images of the split can be read; the others are not compared
 * @param copies groups of byte-identical files
 * @param lookAlikes pairs of files that differ but look (nearly) the same, the most alike first
 */
public record DataAudit(int files, List<Copies> copies, List<LookAlike> lookAlikes) {
    /** Of the 1,984 bits of the hash; on the report's data some 30 pairs stay within it. */
    private static final int MOST_BITS = 4;

    /** Where in the split an image is. */
    public enum Part {
        TRAINING,
        VALIDATION,
        TEST;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** An image and its part of the split. */
    public record Placed(ImageRef image, Part part) {
        /** Such as {@code eq/2190.jpg (training)}. */
        @Override
        public String toString() {
            return image + " (" + part + ")";
        }
    }

    /** Files of identical content, at least two. */
    public record Copies(List<Placed> images) {
        /** Whether the files lie under more than one label. */
        public boolean isConflict() {
            return images.stream()
                            .map(placed -> placed.image().label())
                            .distinct()
                            .count()
                    > 1;
        }

        private boolean isIn(Part part) {
            return images.stream().anyMatch(placed -> placed.part() == part);
        }
    }

    /** Two files that differ by {@code bits} of their hashes of 1,984 bits. */
    public record LookAlike(Placed first, Placed second, int bits) {}

    public DataAudit {
        copies = List.copyOf(copies);
        lookAlikes = List.copyOf(lookAlikes);
    }

    /**
     * Reads and decodes every image of the split once (some ten seconds for the report's 10,071). An image that cannot be
     * read is in no set that a network sees, and is left out here, too.
     */
    public static DataAudit of(Dataset dataset, Split split, Progress progress) {
        List<Placed> all = Stream.of(
                        placed(split.train(), Part.TRAINING),
                        placed(split.validation(), Part.VALIDATION),
                        placed(split.test(), Part.TEST))
                .flatMap(part -> part)
                .toList();
        Fingerprints prints = Fingerprints.of(dataset, all, progress);
        return new DataAudit(prints.all().size(), prints.copies(), prints.lookAlikes(MOST_BITS));
    }

    private static Stream<Placed> placed(List<ImageRef> images, Part part) {
        return images.stream().map(image -> new Placed(image, part));
    }

    /** Whether no two images are identical, and no two look alike. */
    public boolean isClean() {
        return copies.isEmpty() && lookAlikes.isEmpty();
    }

    /** How many files could go without any content being lost. */
    public int surplus() {
        return copies.stream().mapToInt(group -> group.images().size() - 1).sum();
    }

    /** The groups of identical files under more than one label. */
    public List<Copies> conflicts() {
        return copies.stream().filter(Copies::isConflict).toList();
    }

    /** The test images whose very file is in the training or validation part too. */
    public Set<ImageRef> seenInTraining() {
        return copies.stream()
                .filter(group -> group.isIn(Part.TRAINING) || group.isIn(Part.VALIDATION))
                .flatMap(group -> group.images().stream())
                .filter(placed -> placed.part() == Part.TEST)
                .map(Placed::image)
                .collect(Collectors.toSet());
    }

    /**
     * The places of the images that are not {@linkplain #seenInTraining() seen in training}, for
     * {@link Predictions#subset}: {@code predictions.subset(audit.unseen(split.test())).score()}.
     */
    public int[] unseen(List<ImageRef> test) {
        Set<ImageRef> seen = seenInTraining();
        return IntStream.range(0, test.size())
                .filter(i -> !seen.contains(test.get(i)))
                .toArray();
    }

    /** How many pairs of files lie within and across the parts of the split. */
    public Table table() {
        StringColumn parts = StringColumn.create("parts");
        IntColumn identical = IntColumn.create("identical pairs");
        IntColumn alike = IntColumn.create("pairs that look alike");
        for (Part first : Part.values()) {
            for (Part second : Part.values()) {
                if (first.compareTo(second) <= 0) {
                    parts.append(first == second ? "within " + first : first + " and " + second);
                    identical.append((int) copies.stream()
                            .flatMap(DataAudit::pairs)
                            .filter(pair -> joins(pair, first, second))
                            .count());
                    alike.append((int) lookAlikes.stream()
                            .filter(pair -> joins(List.of(pair.first(), pair.second()), first, second))
                            .count());
                }
            }
        }
        return Table.create("Data audit", parts, identical, alike);
    }

    private static Stream<List<Placed>> pairs(Copies group) {
        List<Placed> images = group.images();
        return IntStream.range(0, images.size()).boxed().flatMap(i -> IntStream.range(i + 1, images.size())
                .mapToObj(j -> List.of(images.get(i), images.get(j))));
    }

    /** Pairs are in the order of the parts, as all images are. */
    private static boolean joins(List<Placed> pair, Part first, Part second) {
        return pair.get(0).part() == first && pair.get(1).part() == second;
    }

    /**
     * Such as {@code 10,071 images: 449 surplus copies in 414 groups, 1 of them under more than one label; …}, or
     * {@code 551 images, no copies, no look-alikes}.
     */
    @Override
    public String toString() {
        if (isClean()) {
            return String.format(Locale.ROOT, "%,d images, no copies, no look-alikes", files);
        }
        return String.format(
                Locale.ROOT,
                "%,d images: %d surplus copies in %d groups, %d of them under more than one label; %d test images are in the training folder too; %d more pairs look alike",
                files,
                surplus(),
                copies.size(),
                conflicts().size(),
                seenInTraining().size(),
                lookAlikes.size());
    }
}
