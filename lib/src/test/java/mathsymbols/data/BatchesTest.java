package mathsymbols.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import mathsymbols.io.InputException;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nd4j.linalg.api.ndarray.INDArray;

@Timeout(300)
class BatchesTest {
    /** Example {@code i} is {@code [[i, i + 0.25], [i + 0.5, i + 0.75]]} of class {@code i % 3}. */
    private record Numbers(int size) implements Examples {
        @Override
        public List<String> classes() {
            return List.of("a", "b", "c");
        }

        @Override
        public int label(int index) {
            return index % 3;
        }

        @Override
        public long[] shape() {
            return new long[] {2, 2};
        }

        @Override
        public void read(int index, FloatBuffer target) {
            for (int i = 0; i < 4; i++) {
                target.put(index + i / 4f);
            }
        }
    }

    private static List<Integer> indices(Batches batches) {
        List<Integer> indices = new ArrayList<>();
        try (batches) {
            for (Batch batch : batches) {
                for (int i = 0; i < batch.size(); i++) {
                    indices.add((int) batch.inputs().getDouble(i, 0, 0));
                }
            }
        }
        return indices;
    }

    @Test
    void inOrderEveryExampleComesOnceAndTheLastBatchIsSmaller() {
        try (Batches batches = Batches.of(new Numbers(10), 4)) {
            List<Integer> sizes = new ArrayList<>();
            int example = 0;
            for (Batch batch : batches) {
                sizes.add(batch.size());
                assertThat(batch.inputs().shape()).containsExactly(batch.size(), 2, 2);
                assertThat(batch.labels().shape()).containsExactly(batch.size(), 3);
                for (int i = 0; i < batch.size(); i++, example++) {
                    assertThat(batch.inputs().getDouble(i, 0, 1)).isEqualTo(example + 0.25);
                    assertThat(batch.inputs().getDouble(i, 1, 1)).isEqualTo(example + 0.75);
                    for (int c = 0; c < 3; c++) {
                        assertThat(batch.labels().getDouble(i, c)).isEqualTo(c == example % 3 ? 1 : 0);
                    }
                }
            }
            assertThat(batches.count()).isEqualTo(3);
            assertThat(sizes).containsExactly(4, 4, 2);
            assertThat(batches.waited()).isBetween(Duration.ZERO, Duration.ofSeconds(30));
        }
    }

    @Test
    void everyEpochHasAnOrderOfItsOwnAndTheSameSeedTheSameOrders() {
        Examples examples = new Numbers(100);
        List<Integer> first = indices(Batches.of(examples, 7).shuffled(1001, 1));
        List<Integer> second = indices(Batches.of(examples, 7).shuffled(1001, 2));

        assertThat(first)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 100).boxed().toList());
        assertThat(second).containsExactlyInAnyOrderElementsOf(first).isNotEqualTo(first);
        assertThat(indices(Batches.of(examples, 64).shuffled(1001, 1)))
                .as("whatever the size of the batches")
                .isEqualTo(first);
        assertThat(indices(Batches.of(examples, 7).shuffled(1002, 1))).isNotEqualTo(first);
        assertThat(indices(Batches.of(examples, 7).shuffled(1001 + (1L << 32), 1)))
                .isNotEqualTo(first);
    }

    @Test
    void memoryGoesRoundAndIsFreedAtTheEnd() {
        List<INDArray> seen = new ArrayList<>();
        try (Batches batches = Batches.of(new Numbers(400), 4)) {
            for (Batch batch : batches) {
                seen.add(batch.inputs());
            }
        }

        assertThat(seen).hasSize(100);
        assertThat(seen.stream().map(System::identityHashCode).distinct()).hasSizeLessThanOrEqualTo(3);
        assertThat(seen).allMatch(INDArray::wasClosed);
    }

    @Test
    void nativeMemoryDoesNotGrowFromEpochToEpoch() {
        Examples examples = new Wide();
        indices(Batches.of(examples, 64));
        long before = Pointer.physicalBytes();

        for (int epoch = 0; epoch < 10; epoch++) {
            indices(Batches.of(examples, 64).shuffled(1, epoch));
        }

        assertThat(Pointer.physicalBytes() - before)
                .as("10 epochs with 150 MB of batches each")
                .isLessThan(500_000_000);
    }

    /** 192 examples of 200,000 numbers. */
    private static final class Wide implements Examples {
        private final float[] zeros = new float[200_000];

        @Override
        public int size() {
            return 192;
        }

        @Override
        public List<String> classes() {
            return List.of("a");
        }

        @Override
        public int label(int index) {
            return 0;
        }

        @Override
        public long[] shape() {
            return new long[] {1, 1, zeros.length};
        }

        @Override
        public void read(int index, FloatBuffer target) {
            target.put(zeros);
        }
    }

    @Test
    void leavingALoopEarlyIsNoHarm() {
        Batches batches = Batches.of(new Numbers(1000), 4);
        Batch first;
        try (batches) {
            first = batches.iterator().next();
            assertThat(first.size()).isEqualTo(4);
        }
        assertThat(first.inputs().wasClosed()).isTrue();
        batches.close();
    }

    @Test
    void whatGoesWrongWhileReadingIsThrownToTheReader() {
        Examples broken = new Broken(new Numbers(10));

        assertThatThrownBy(() -> indices(Batches.of(broken, 4)))
                .isInstanceOf(InputException.class)
                .hasMessage("example 5 is broken");
    }

    private record Broken(Examples sound) implements Examples {
        @Override
        public int size() {
            return sound.size();
        }

        @Override
        public List<String> classes() {
            return sound.classes();
        }

        @Override
        public int label(int index) {
            return sound.label(index);
        }

        @Override
        public long[] shape() {
            return sound.shape();
        }

        @Override
        public void read(int index, FloatBuffer target) {
            if (index == 5) {
                throw new InputException("example 5 is broken");
            }
            sound.read(index, target);
        }
    }

    @Test
    void aReaderThatIsInterruptedWhileWaitingStops() {
        try (Batches batches = Batches.of(new Slow(), 1)) {
            Iterator<Batch> iterator = batches.iterator();
            Thread.currentThread().interrupt();

            assertThatThrownBy(iterator::next).isInstanceOf(CancellationException.class);
        }
        assertThat(Thread.interrupted()).isTrue();
    }

    private static final class Slow implements Examples {
        private final Examples numbers = new Numbers(3);

        @Override
        public int size() {
            return numbers.size();
        }

        @Override
        public List<String> classes() {
            return numbers.classes();
        }

        @Override
        public int label(int index) {
            return numbers.label(index);
        }

        @Override
        public long[] shape() {
            return numbers.shape();
        }

        @Override
        public void read(int index, FloatBuffer target) {
            LockSupport.parkNanos(200_000_000);
            numbers.read(index, target);
        }
    }

    @Test
    void batchesAreOnePass() {
        try (Batches batches = Batches.of(new Numbers(3), 4)) {
            Iterator<Batch> iterator = batches.iterator();
            iterator.next();

            assertThat(iterator.hasNext()).isFalse();
            assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
            assertThatThrownBy(batches::iterator).isInstanceOf(IllegalStateException.class);
        }
        assertThatThrownBy(() -> Batches.of(new Numbers(3), 0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(indices(Batches.of(new Numbers(0), 4))).isEmpty();
    }
}
