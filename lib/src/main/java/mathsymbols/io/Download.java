package mathsymbols.io;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLConnection;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Fetches a file from the web: with progress, a limit on how long the other side may stay silent, one retry, and into a
 * temporary file that gets its name only when it is complete and has passed its check.
 *
 * <p>{@link URLConnection} rather than {@code java.net.http}, because its read time-out also ends a transfer that stalls
 * half-way.
 */
public final class Download {
    /** Where the public archive of the report's images lies; no account is needed. */
    public static final URI IMAGES =
            URI.create("https://www.kaggle.com/api/v1/datasets/download/sagyamthapa/handwritten-math-symbols");

    private static final int CHUNK = 1 << 16;

    private final Duration silence;
    private final Duration pause;

    /**
     * @param silence how long to wait for the connection, and for each further part
     * @param pause how long to wait before the retry
     */
    Download(Duration silence, Duration pause) {
        this.silence = silence;
        this.pause = pause;
    }

    /**
     * Fetches a file.
     *
     * @param target where to; its folder is made where missing, and an older file replaced at the end
     * @param progress told the bytes so far
     * @param md5 what the content must hash to, in hexadecimal digits
     * @throws InputException if it cannot be had after one retry or is not what it should be; {@code target} is then as it
     *     was
     */
    public static void fetch(URI source, Path target, Progress progress, String md5) {
        ordinary().fetch(source, target, progress, path -> checkMd5(path, md5));
    }

    /**
     * Fetches the public archive of the report's images, about 50 MB.
     *
     * @param target the zip file to write
     * @throws InputException as {@link #fetch}, and if what came is no zip archive
     */
    public static void fetchImages(Path target, Progress progress) {
        ordinary().fetch(IMAGES, target, progress, Download::checkZip);
    }

    private static Download ordinary() {
        return new Download(Duration.ofSeconds(30), Duration.ofSeconds(3));
    }

    /** What a complete file must pass before it gets its name. */
    @FunctionalInterface
    interface Check {
        void accept(Path file) throws IOException;
    }

    void fetch(URI source, Path target, Progress progress, Check check) {
        try {
            try {
                attempt(source, target, progress, check);
            } catch (IOException first) {
                pause();
                attempt(source, target, progress, check);
            }
        } catch (IOException e) {
            throw new InputException(
                    "%s cannot be fetched (%s): check the network, or fetch it another way and save it as %s."
                            .formatted(source, reason(e), target),
                    e);
        }
    }

    private void attempt(URI source, Path target, Progress progress, Check check) throws IOException {
        AtomicFile.replace(target, path -> {
            transfer(source, path, "Fetching " + target.getFileName(), progress);
            check.accept(path);
        });
    }

    private void transfer(URI source, Path path, String task, Progress progress) throws IOException {
        URLConnection connection = source.toURL().openConnection();
        connection.setConnectTimeout((int) silence.toMillis());
        connection.setReadTimeout((int) silence.toMillis());
        try (InputStream in = connection.getInputStream();
                OutputStream out = Files.newOutputStream(path)) {
            long total = connection.getContentLengthLong();
            DiskSpace.require(path.getParent(), "the file to fetch", total);
            byte[] chunk = new byte[CHUNK];
            long done = 0;
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                if (Thread.interrupted()) {
                    throw cancelled();
                }
                out.write(chunk, 0, n);
                done += n;
                progress.update(task, done, Math.max(0, total));
            }
            if (total >= 0 && done != total) {
                throw new IOException(String.format(Locale.ROOT, "it ended after %d of %d bytes", done, total));
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            throw cancelled();
        }
    }

    private static CancellationException cancelled() {
        Thread.currentThread().interrupt();
        return new CancellationException("Interrupted while fetching a file");
    }

    private static String reason(IOException e) {
        if (e instanceof UnknownHostException) {
            return "no network, or no host " + e.getMessage();
        }
        return e instanceof FileNotFoundException ? "the server does not have it" : InputException.reason(e);
    }

    private static void checkMd5(Path file, String expected) throws IOException {
        String actual = Hashes.md5(file);
        if (!actual.equalsIgnoreCase(expected)) {
            throw new IOException("its MD5 is %s instead of %s".formatted(actual, expected));
        }
    }

    static void checkZip(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.size() == 0) {
                throw new IOException("the archive is empty");
            }
        } catch (ZipException e) {
            throw new IOException("what came is no zip archive", e);
        }
    }
}
