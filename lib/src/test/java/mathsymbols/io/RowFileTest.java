package mathsymbols.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowFileTest {
    /** Five blocks, the last of six rows. */
    private static final RowLayout LAYOUT = new RowLayout("some-key", 1000, 70);

    private static final List<Integer> ALL = List.of(0, 16, 32, 48, 64);

    @TempDir
    Path folder;

    private final List<Integer> made = new ArrayList<>();

    @Test
    void everyRowComesBack() throws IOException {
        assertSound(open());
        assertThat(made).containsExactlyElementsOf(ALL);
    }

    @Test
    void aWholeFileIsNotMadeAgainNorWaitedFor() throws IOException {
        open();
        made.clear();
        try (FileChannel other = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            other.lock();
            assertSound(open());
        }
        assertThat(made).isEmpty();
    }

    @Test
    void aFileOfSeveralMappingsReadsLikeOneOfOne() throws IOException {
        open();
        try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.READ)) {
            assertSound(RowFile.map(channel, file(), LAYOUT, 2));
        }
    }

    @Test
    void whatWasMadeBeforeAFailureIsNotMadeAgain() throws IOException {
        assertThatThrownBy(() -> RowFile.open(file(), LAYOUT, failingAfter(2), Progress.NONE))
                .hasMessage("No space left on device");
        made.clear();

        assertSound(open());
        assertThat(made).containsExactly(32, 48, 64);
    }

    @Test
    void aFlippedByteIsNamedAndItsBlockMadeAnew() throws IOException {
        open();
        flip(LAYOUT.dataAt(2) + 5);
        made.clear();
        RowFile damaged = open();

        assertRow(damaged, 31);
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> damaged.row(32))
                .withMessage(file() + " is damaged in block 2: run again, and that block is made anew.");
        assertThat(made).isEmpty();
        assertSound(open());
        assertThat(made).containsExactly(32);
    }

    @Test
    void aResumedFileIsLookedThroughForDamage() throws IOException {
        open();
        flip(LAYOUT.dataAt(1));
        forget(4);
        made.clear();

        assertSound(open());
        assertThat(made).containsExactly(16, 64);
    }

    @Test
    void whereverABitIsWrongNoRowIsFalse() throws IOException {
        open();
        byte[] whole = Files.readAllBytes(file());
        Random random = new Random(7);
        for (int trial = 0; trial < 300; trial++) {
            byte[] bytes = whole.clone();
            // Most of the file is rows; every other trial goes for the head and the index.
            int place = random.nextInt(trial % 2 == 0 ? bytes.length : (int) LAYOUT.entryAt(LAYOUT.blocks()));
            bytes[place] ^= (byte) (1 << random.nextInt(8));
            Files.write(file(), bytes);
            readAll();
            assertSound(open());
        }
    }

    /** Reads every row; what is read is right, what is damaged is told. */
    private void readAll() throws IOException {
        RowFile rows = open();
        for (int row = 0; row < LAYOUT.rows(); row++) {
            try {
                assertRow(rows, row);
            } catch (InputException e) {
                assertThat(e).hasMessageContaining("is damaged in block " + row / 16);
            }
        }
    }

    @Test
    void aFileCutOffAnywhereIsCompleted() throws IOException {
        open();
        byte[] whole = Files.readAllBytes(file());
        for (int length : new int[] {0, 1, 255, 256, 290, 4096, 30_000, whole.length - 1}) {
            Files.write(file(), Arrays.copyOf(whole, length));
            assertSound(open());
        }
        Files.write(file(), Arrays.copyOf(whole, whole.length + 1));
        assertSound(open());
    }

    @Test
    void anotherFileUnderTheNameIsReplaced() throws IOException {
        RowLayout other = new RowLayout("other-key", 1000, 70);
        RowFile old = RowFile.open(file(), other, this::make, Progress.NONE);
        made.clear();

        assertSound(open());
        assertThat(made).containsExactlyElementsOf(ALL);
        assertSound(old); // as another program may have mapped it
        Files.writeString(file(), "something else");
        assertSound(open());
    }

    @Test
    void aRowThatCannotBeMadeSaysWhy() throws IOException {
        String why = "3.png is damaged: replace it. Ä";
        RowFile.Maker maker = missing -> {
            for (int i = 0; i < missing.missingBlocks(); i++) {
                RowBlock block = missing.block(i);
                if (block.rows().anyMatch(row -> row == 65)) {
                    block.fail(65, why);
                    block.fail(67, "long ".repeat(1000));
                }
                missing.put(block);
            }
        };
        for (int opening = 0; opening < 2; opening++) {
            RowFile rows = RowFile.open(file(), LAYOUT, maker, Progress.NONE);
            assertThat(rows.failed()).containsOnlyKeys(65, 67).containsEntry(65, why);
            assertThat(rows.failed().get(67)).hasSize(1000);
        }
    }

    @Test
    void aMakerThatLeavesBlocksOutIsNotBelieved() {
        assertThatThrownBy(() -> RowFile.open(file(), LAYOUT, missing -> missing.put(missing.block(0)), Progress.NONE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("does not stay");
    }

    @Test
    void twoThreadsTakeTurns() throws Exception {
        CountDownLatch firstIsAtWork = new CountDownLatch(1);
        CountDownLatch secondWaits = new CountDownLatch(1);
        RowFile.Maker slow = missing -> {
            firstIsAtWork.countDown();
            awaitOf(secondWaits);
            make(missing);
        };
        CompletableFuture<RowFile> first = CompletableFuture.supplyAsync(() -> unchecked(slow, Progress.NONE));
        awaitOf(firstIsAtWork);
        List<String> tasks = new ArrayList<>();
        RowFile second = unchecked(this::make, (task, done, total) -> {
            tasks.add(task);
            secondWaits.countDown();
        });

        assertThat(tasks).contains("Waiting for another program to make some.rows");
        assertSound(first.get());
        assertSound(second);
        assertThat(made).containsExactlyElementsOf(ALL);
    }

    @Test
    void anInterruptEndsTheWaiting() throws IOException {
        RowFile.Maker waitedFor = missing -> {
            assertThatExceptionOfType(CancellationException.class)
                    .isThrownBy(
                            () -> RowFile.open(file(), LAYOUT, this::make, (task, done, total) -> Thread.currentThread()
                                    .interrupt()));
            assertThat(Thread.interrupted()).isTrue();
            make(missing);
        };
        assertSound(RowFile.open(file(), LAYOUT, waitedFor, Progress.NONE));
    }

    @Test
    void tooLittleDiskIsSaidWithBothNumbers() {
        assertThatThrownBy(() -> DiskSpace.require(folder, "some.rows", 1_500_000_000, 200_000_000))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "The disk of " + folder + " has 200 MB left, but some.rows needs 1500 MB: make room there.");
    }

    private static void awaitOf(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private RowFile unchecked(RowFile.Maker maker, Progress progress) {
        try {
            return RowFile.open(file(), LAYOUT, maker, progress);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path file() {
        return folder.resolve("some.rows");
    }

    private RowFile open() throws IOException {
        return RowFile.open(file(), LAYOUT, this::make, Progress.NONE);
    }

    private void make(RowWriter missing) throws IOException {
        failingAfter(Integer.MAX_VALUE).make(missing);
    }

    private RowFile.Maker failingAfter(int blocks) {
        return missing -> {
            for (int i = 0; i < missing.missingBlocks(); i++) {
                if (i == blocks) {
                    throw new IOException("No space left on device");
                }
                RowBlock block = missing.block(i);
                made.add(block.rows().findFirst().orElseThrow());
                block.rows().forEach(row -> block.set(row, expected(row)));
                missing.put(block);
            }
        };
    }

    private static byte[] expected(int row) {
        byte[] bytes = new byte[LAYOUT.rowBytes()];
        new Random(row).nextBytes(bytes);
        return bytes;
    }

    private static void assertSound(RowFile rows) {
        for (int row = 0; row < LAYOUT.rows(); row++) {
            assertRow(rows, row);
        }
        assertThat(rows.failed()).isEmpty();
    }

    private static void assertRow(RowFile rows, int row) {
        assertThat(rows.row(row)).isEqualTo(ByteBuffer.wrap(expected(row)));
    }

    private void flip(long place) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "rw")) {
            bytes.seek(place);
            int value = bytes.read();
            bytes.seek(place);
            bytes.write(value ^ 4);
        }
    }

    private void forget(int block) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "rw")) {
            bytes.seek(LAYOUT.entryAt(block));
            bytes.writeLong(0);
        }
    }
}
