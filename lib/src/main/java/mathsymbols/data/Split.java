package mathsymbols.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import mathsymbols.io.AtomicFile;
import mathsymbols.io.Hashes;
import mathsymbols.io.InputException;

/**
 * Which images are learnt from, which steer the learning, and which are kept for the end.
 *
 * @param classes the class names, sorted; an image's label is its class's place here
 * @param train in the order in which the report first saw them
 * @param validation likewise
 * @param test by class, then by file name
 */
public record Split(List<String> classes, List<ImageRef> train, List<ImageRef> validation, List<ImageRef> test) {
    private static final int SEED = 1001;
    private static final double TRAIN = 0.9;
    private static final double VALIDATION = 0.25;
    private static final int SMALLEST_CLASS = 10;

    public Split {
        classes = List.copyOf(classes);
        train = List.copyOf(train);
        validation = List.copyOf(validation);
        test = List.copyOf(test);
    }

    /**
     * The report's own split, file by file. First {@code splitfolders.ratio(seed=1001, ratio=(.9, 0, .1))} takes 90 % of
     * each class for training; it ran on Windows, so a class is listed by lower-cased names before it is shuffled. Then
     * Keras' {@code image_dataset_from_directory(validation_split=0.25, seed=1001)} lists what is for training by class and
     * name, shuffles it, and sets the last quarter apart for validation.
     *
     * @throws InputException if a class has fewer than 10 images, or none of its images falls to the training part
     */
    public static Split ofReport(Dataset dataset) {
        List<ImageRef> learnt = new ArrayList<>();
        List<ImageRef> test = new ArrayList<>();
        Map<String, List<ImageRef>> byClass = dataset.images().stream()
                .collect(Collectors.groupingBy(ImageRef::label, TreeMap::new, Collectors.toList()));
        requireEnough(dataset, byClass);
        for (List<ImageRef> images : byClass.values()) {
            images.sort(Comparator.comparing(image -> image.file().toLowerCase(Locale.ROOT)));
            Shuffles.python(images, MersenneTwister.initByArray(SEED));
            int cut = (int) (TRAIN * images.size());
            learnt.addAll(byName(images.subList(0, cut)));
            test.addAll(byName(images.subList(cut, images.size())));
        }
        Shuffles.numpy(learnt, MersenneTwister.initGenrand(SEED));
        int cut = learnt.size() - (int) (VALIDATION * learnt.size());
        requireAllClasses(dataset, learnt.subList(0, cut));
        return new Split(dataset.classes(), learnt.subList(0, cut), learnt.subList(cut, learnt.size()), test);
    }

    private static void requireEnough(Dataset dataset, Map<String, List<ImageRef>> byClass) {
        List<String> small = byClass.entrySet().stream()
                .filter(images -> images.getValue().size() < SMALLEST_CLASS)
                .map(Map.Entry::getKey)
                .toList();
        if (!small.isEmpty()) {
            String others = small.size() == 1 ? "" : " (and " + (small.size() - 1) + " more classes have too few)";
            throw new InputException(String.format(
                    Locale.ROOT,
                    "Class \"%s\" in %s has %d images%s, but the split needs at least %d of each class: "
                            + "add images to it or take its folder away.",
                    small.get(0),
                    dataset.source(),
                    byClass.get(small.get(0)).size(),
                    others,
                    SMALLEST_CLASS));
        }
    }

    private static void requireAllClasses(Dataset dataset, List<ImageRef> train) {
        Set<String> learnt = train.stream().map(ImageRef::label).collect(Collectors.toSet());
        for (String label : dataset.classes()) {
            if (!learnt.contains(label)) {
                throw new InputException(
                        "The split of %s leaves class \"%s\" no training image: add images to it or take its folder away."
                                .formatted(dataset.source(), label));
            }
        }
    }

    private static List<ImageRef> byName(List<ImageRef> images) {
        return images.stream().sorted(Comparator.comparing(ImageRef::file)).toList();
    }

    /**
     * A smaller split with each class's share kept: of each list, every class gives its proportion (at least one image),
     * spread evenly over the list and in its order. A size smaller than the number of classes is raised to it, so that none
     * is lost; a list that is not longer than asked for stays whole.
     */
    public Split subset(int train, int validation, int test) {
        return new Split(
                classes,
                stratified(this.train, train),
                stratified(this.validation, validation),
                stratified(this.test, test));
    }

    private List<ImageRef> stratified(List<ImageRef> images, int most) {
        int size = Math.max(most, classes.size());
        if (size >= images.size()) {
            return images;
        }
        Map<String, Long> counts =
                images.stream().collect(Collectors.groupingBy(ImageRef::label, Collectors.counting()));
        Map<String, Integer> seats = seats(counts, size, images.size());
        Map<String, Integer> seen = new HashMap<>();
        return images.stream()
                .filter(image -> {
                    String label = image.label();
                    long place = seen.merge(label, 1, Integer::sum);
                    return place * seats.get(label) / counts.get(label)
                            > (place - 1) * seats.get(label) / counts.get(label);
                })
                .toList();
    }

    /** One seat for every class, and each further one to the class that lies furthest below its exact share. */
    private static Map<String, Integer> seats(Map<String, Long> counts, int size, int of) {
        Map<String, Integer> seats =
                counts.keySet().stream().sorted().collect(Collectors.toMap(c -> c, c -> 1, (a, b) -> a, TreeMap::new));
        for (int given = seats.size(); given < size; given++) {
            String neediest = seats.keySet().stream()
                    .filter(label -> seats.get(label) < counts.get(label))
                    .max(Comparator.comparingDouble(label -> (double) size * counts.get(label) / of - seats.get(label)))
                    .orElseThrow();
            seats.merge(neediest, 1, Integer::sum);
        }
        return seats;
    }

    /** SHA-256 of a list written one {@code class/file} a line, in order, each line ended by a line feed. */
    public static String sha256(List<ImageRef> images) {
        return Hashes.sha256(lines(images).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes {@code split_train.txt}, {@code split_validation.txt} and {@code split_test.txt} to a folder, one
     * {@code class/file} a line.
     */
    public void save(Path folder) throws IOException {
        Map<String, List<ImageRef>> lists = Map.of("train", train, "validation", validation, "test", test);
        for (var list : lists.entrySet()) {
            AtomicFile.replace(
                    folder.resolve("split_" + list.getKey() + ".txt"),
                    path -> Files.writeString(path, lines(list.getValue())));
        }
    }

    private static String lines(List<ImageRef> images) {
        return images.stream().map(image -> image + "\n").collect(Collectors.joining());
    }
}
