package mathsymbols.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DownloadTest {
    private static final byte[] CONTENT = new byte[300_000];

    static {
        Arrays.fill(CONTENT, (byte) 7);
    }

    @TempDir
    Path folder;

    private final Download download = new Download(Duration.ofMillis(400), Duration.ofMillis(10));
    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch finished = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private Path target;

    /** Answers one request; {@code request} counts from 1. */
    private interface Answer {
        void to(HttpExchange exchange, int request) throws IOException;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
        target = folder.resolve("models/weights.h5");
    }

    @AfterEach
    void stop() {
        finished.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private URI serve(Answer answer) {
        server.createContext("/file", exchange -> {
            try (exchange) {
                answer.to(exchange, requests.incrementAndGet());
            }
        });
        return URI.create("http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort() + "/file");
    }

    private static void send(HttpExchange exchange, byte[] content) throws IOException {
        exchange.sendResponseHeaders(200, content.length);
        exchange.getResponseBody().write(content);
    }

    private void sendHalf(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, CONTENT.length);
        exchange.getResponseBody().write(CONTENT, 0, CONTENT.length / 2);
        exchange.getResponseBody().flush();
    }

    private void assertNothingLeft() throws IOException {
        try (Stream<Path> files = Files.list(target.getParent())) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void aFileArrivesWholeWithProgressToItsEnd() {
        List<Long> done = Collections.synchronizedList(new ArrayList<>());
        URI source = serve((exchange, request) -> send(exchange, CONTENT));

        download.fetch(
                source,
                target,
                (task, bytes, total) -> {
                    assertThat(task).isEqualTo("Fetching weights.h5");
                    assertThat(total).isEqualTo(CONTENT.length);
                    done.add(bytes);
                },
                path -> {});

        assertThat(target).hasBinaryContent(CONTENT);
        assertThat(done).isSorted().last().isEqualTo((long) CONTENT.length);
        assertThat(requests).hasValue(1);
    }

    @Test
    void aTransferThatBreaksOffIsTriedOnceMore() {
        URI source = serve((exchange, request) -> {
            if (request == 1) {
                sendHalf(exchange);
            } else {
                send(exchange, CONTENT);
            }
        });

        download.fetch(source, target, Progress.NONE, path -> {});

        assertThat(target).hasBinaryContent(CONTENT);
        assertThat(requests).hasValue(2);
    }

    @Test
    void aServerThatStallsHalfWayIsGivenUpAfterTheRetry() throws IOException {
        URI source = serve((exchange, request) -> {
            sendHalf(exchange);
            try {
                finished.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        assertThatThrownBy(() -> download.fetch(source, target, Progress.NONE, path -> {}))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(source.toString())
                .hasMessageContaining("timed out")
                .hasMessageContaining("save it as " + target);
        assertThat(requests).hasValue(2);
        assertNothingLeft();
    }

    @Test
    void aMissingFileIsSaid() throws IOException {
        URI source = serve((exchange, request) -> exchange.sendResponseHeaders(404, -1));

        assertThatThrownBy(() -> download.fetch(source, target, Progress.NONE, path -> {}))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the server does not have it");
        assertNothingLeft();
    }

    @Test
    void aFileWithAnotherHashLeavesTheOldOneInPlace() throws IOException {
        URI source = serve((exchange, request) -> send(exchange, CONTENT));
        Files.createDirectories(target.getParent());
        Files.writeString(target, "old");

        assertThatThrownBy(() -> Download.fetch(source, target, Progress.NONE, "0".repeat(32)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("its MD5 is");
        assertThat(target).hasContent("old");

        Download.fetch(source, target, Progress.NONE, Hashes.md5(Files.write(folder.resolve("same"), CONTENT)));
        assertThat(target).hasBinaryContent(CONTENT);
    }

    @Test
    void aPageInsteadOfAnArchiveIsRefused() throws IOException {
        URI source = serve((exchange, request) -> send(exchange, "<html>please log in</html>".getBytes()));

        assertThatThrownBy(() -> download.fetch(source, target, Progress.NONE, Download::checkZip))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no zip archive");
        assertNothingLeft();
    }

    @Test
    void aServerThatIsNotThereIsNamed() {
        URI source = URI.create("http://no-such-host.invalid/file");

        assertThatThrownBy(() -> download.fetch(source, target, Progress.NONE, path -> {}))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no-such-host.invalid")
                .hasMessageContaining("check the network");
    }

    @Test
    void anInterruptionStopsItAndLeavesNothing() throws IOException {
        URI source = serve((exchange, request) -> send(exchange, CONTENT));
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> download.fetch(source, target, Progress.NONE, path -> {}))
                .isInstanceOf(CancellationException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertNothingLeft();
    }
}
