package mathsymbols.eval;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mathsymbols.data.Dataset;
import mathsymbols.data.Images;
import mathsymbols.eval.DataAudit.Copies;
import mathsymbols.eval.DataAudit.LookAlike;
import mathsymbols.eval.DataAudit.Placed;
import mathsymbols.io.Hashes;
import mathsymbols.io.InputException;
import mathsymbols.io.Progress;

/** What images are recognised by: each one's content and looks. */
record Fingerprints(List<Fingerprint> all) {
    private record Fingerprint(Placed placed, String sha256, DifferenceHash looks) {}

    static Fingerprints of(Dataset dataset, List<Placed> images, Progress progress) {
        AtomicInteger done = new AtomicInteger();
        return new Fingerprints(images.parallelStream()
                .flatMap(placed -> {
                    Optional<Fingerprint> print = fingerprint(dataset, placed);
                    progress.update("Comparing images", done.incrementAndGet(), images.size());
                    return print.stream();
                })
                .toList());
    }

    /** Empty where the image cannot be read. */
    private static Optional<Fingerprint> fingerprint(Dataset dataset, Placed placed) {
        try {
            byte[] file = dataset.read(placed.image());
            DifferenceHash looks =
                    DifferenceHash.of(Images.decode(file, placed.image().toString()));
            return Optional.of(new Fingerprint(placed, Hashes.sha256(file), looks));
        } catch (InputException unreadable) {
            return Optional.empty();
        }
    }

    /** The groups of at least two files with the same content. */
    List<Copies> copies() {
        Map<String, List<Placed>> byContent = all.stream()
                .collect(Collectors.groupingBy(
                        Fingerprint::sha256,
                        LinkedHashMap::new,
                        Collectors.mapping(Fingerprint::placed, Collectors.toList())));
        return byContent.values().stream()
                .filter(group -> group.size() > 1)
                .map(Copies::new)
                .toList();
    }

    /** The pairs of different files whose looks differ by {@code mostBits} bits or fewer, the most alike first. */
    List<LookAlike> lookAlikes(int mostBits) {
        return IntStream.range(0, all.size())
                .parallel()
                .boxed()
                .flatMap(i -> lookAlikes(mostBits, all.get(i), all.subList(i + 1, all.size())))
                .sorted(Comparator.comparingInt(LookAlike::bits))
                .toList();
    }

    private static Stream<LookAlike> lookAlikes(int mostBits, Fingerprint first, List<Fingerprint> others) {
        return others.stream()
                .filter(second -> first.looks().distance(second.looks()) <= mostBits)
                .filter(second -> !first.sha256().equals(second.sha256()))
                .map(second -> new LookAlike(
                        first.placed(), second.placed(), first.looks().distance(second.looks())));
    }
}
