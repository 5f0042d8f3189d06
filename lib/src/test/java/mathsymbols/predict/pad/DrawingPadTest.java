package mathsymbols.predict.pad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import mathsymbols.predict.PictureFiles;
import mathsymbols.predict.Prediction;
import mathsymbols.predict.Prediction.Candidate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DrawingPadTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private DrawingPad pad;

    @BeforeEach
    void open() throws IOException {
        pad = DrawingPad.open(DrawingPadTest::answer, Duration.ofMinutes(5));
    }

    @AfterEach
    void close() {
        pad.close();
    }

    private static Prediction answer(BufferedImage drawing) {
        return new Prediction(List.of(
                new Candidate("7", 0.9), new Candidate("1", 0.05), new Candidate("y", 0.03), new Candidate("z", 0.02)));
    }

    @Test
    void thePageComesWithItsScriptAndStyleAndAPolicyThatAllowsNothingElse() throws Exception {
        HttpResponse<String> page = send(request(""));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<html lang=\"en\">").doesNotContain("://");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'");
        assertThat(send(request("pad.js")).statusCode()).isEqualTo(200);
        assertThat(send(request("server.js")).statusCode()).isEqualTo(200);
        assertThat(send(request("pad.css")).statusCode()).isEqualTo(200);
    }

    @Test
    void whereThePadCannotBeReachedItsPictureSaysWhyInTheFramesPlace() throws Exception {
        assertThat(send(request("alive.png")).headers().firstValue("Content-Type"))
                .contains("image/png");
        assertThat(pad.html())
                .contains(
                        "<img src=\"" + pad.address() + "alive.png\"",
                        "alt=\"This browser does not reach the drawing pad")
                .contains("ssh -L " + pad.address().getPort() + ":127.0.0.1:"
                        + pad.address().getPort() + " ");
    }

    @Test
    void aDrawingIsAnsweredWithTheFirstThree() throws Exception {
        HttpResponse<String> answer = send(drawing(png(448)));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"candidates\":[{\"label\":\"7\",\"probability\":0.9},"
                                + "{\"label\":\"1\",\"probability\":0.05},{\"label\":\"y\",\"probability\":0.03}],\"none\":false}");
    }

    @Test
    void itListensOnThisMachineOnlyAtAnAddressOfItsOwn() throws Exception {
        assertThat(pad.address().toString()).matches("http://127\\.0\\.0\\.1:\\d+/[0-9a-f]{32}/");
        try (DrawingPad other = DrawingPad.open(DrawingPadTest::answer, Duration.ofMinutes(5))) {
            assertThat(other.address().getPath()).isNotEqualTo(pad.address().getPath());
        }
    }

    @Test
    void withoutTheTokenThereIsNothing() throws Exception {
        String path = pad.address().getPath();
        for (String wrong :
                List.of("/", "/predict", path.substring(0, 32) + "/", "/" + "0".repeat(32) + "/", "/%2e%2e/")) {
            URI address = pad.address().resolve(wrong);
            assertThat(send(HttpRequest.newBuilder(address)).statusCode())
                    .as(wrong)
                    .isEqualTo(404);
            assertThat(send(HttpRequest.newBuilder(address).POST(BodyPublishers.noBody()))
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void otherOriginsAndHostsAreRefusedEvenWithTheToken() throws Exception {
        for (String origin : List.of("null", "https://example.org", "http://127.0.0.1:1", "http://localhost")) {
            assertThat(send(drawing(png(448)).header("Origin", origin)).statusCode())
                    .as(origin)
                    .isEqualTo(403);
        }
        String self = "http://" + pad.address().getAuthority();
        assertThat(send(drawing(png(448)).header("Origin", self)).statusCode()).isEqualTo(200);
        assertThat(statusForHost("rebound.example:" + pad.address().getPort())).contains(" 403 ");
        assertThat(statusForHost(pad.address().getAuthority())).contains(" 200 ");
    }

    /** Java's client lets no one set the host, a rebound name in a browser does. */
    private String statusForHost(String host) throws IOException {
        try (Socket socket = new Socket(pad.address().getHost(), pad.address().getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(
                    ("GET " + pad.address().getPath() + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void aDrawingThatIsTooLargeIsRefusedHoweverItIsSent() throws Exception {
        byte[] large = Arrays.copyOf(png(448), (1 << 20) + 1);
        assertThat(send(drawing(large)).statusCode()).isEqualTo(413);
        HttpRequest.Builder chunked =
                drawing(large).POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(large)));
        assertThat(send(chunked).statusCode()).isEqualTo(413);
        assertThat(send(drawing(png(3000))).statusCode()).isEqualTo(400);
    }

    @Test
    void aDrawingThatIsNoneIsRefusedAndThePadGoesOn() throws Exception {
        byte[] cut = Arrays.copyOf(png(448), 300);
        byte[] jpeg = PictureFiles.jpeg(1);
        for (byte[] malformed : List.of(new byte[0], "nonsense".getBytes(), new byte[100], jpeg, cut)) {
            assertThat(send(drawing(malformed)).statusCode()).isEqualTo(400);
        }
        HttpRequest.Builder text = request("predict").header("Content-Type", "text/plain");
        assertThat(send(text.POST(BodyPublishers.ofByteArray(png(448)))).statusCode())
                .isEqualTo(415);
        assertThat(send(request("predict").DELETE()).statusCode()).isEqualTo(405);
        assertThat(send(request("predict").method("HEAD", BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(405);
        assertThat(send(request("../pad.js")).statusCode()).isEqualTo(404);
        assertThat(send(request("Prediction.class")).statusCode()).isEqualTo(404);
        assertThat(send(drawing(png(448))).statusCode()).isEqualTo(200);
    }

    @Test
    void aClassifierThatFailsIsReported() throws Exception {
        try (DrawingPad failing = DrawingPad.open(
                drawing -> {
                    throw new IllegalStateException("The classifier has been closed: load it again.");
                },
                Duration.ofMinutes(5))) {
            HttpResponse<String> answer =
                    send(HttpRequest.newBuilder(failing.address().resolve("predict"))
                            .header("Content-Type", "image/png")
                            .POST(BodyPublishers.ofByteArray(png(448))));
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).contains("The classifier has been closed");
        }
    }

    @Test
    void itStopsWhenClosedAndWhenNobodyDraws() throws Exception {
        pad.close();
        assertThatThrownBy(() -> send(request(""))).isInstanceOf(ConnectException.class);

        awaitRefusal(DrawingPad.open(DrawingPadTest::answer, Duration.ofMillis(100)));
    }

    private static void awaitRefusal(DrawingPad forgotten) throws Exception {
        Browser.await(() -> {
            try {
                new Socket("127.0.0.1", forgotten.address().getPort()).close();
                return false;
            } catch (ConnectException stopped) {
                return true;
            }
        });
    }

    @Test
    void halfSentRequestsNeitherFreezeThePadNorKeepItOpen() throws Exception {
        List<Socket> halfSent = new ArrayList<>();
        try (DrawingPad forgotten = DrawingPad.open(DrawingPadTest::answer, Duration.ofSeconds(3))) {
            for (int i = 0; i < 20; i++) {
                halfSent.add(begin(forgotten, "GET"));
            }
            for (int i = 0; i < 20; i++) {
                halfSent.add(begin(pad, "GET / HTTP/1.1\r\nHos"));
                halfSent.add(begin(
                        pad,
                        "POST " + pad.address().getPath() + "predict HTTP/1.1\r\nHost: "
                                + pad.address().getAuthority()
                                + "\r\nContent-Type: image/png\r\nContent-Length: 1000\r\n\r\nhalf"));
            }
            assertThat(send(drawing(png(448))).statusCode()).isEqualTo(200);
            awaitRefusal(forgotten);
        } finally {
            for (Socket socket : halfSent) {
                socket.close();
            }
        }
    }

    private static Socket begin(DrawingPad pad, String half) throws IOException {
        Socket socket = new Socket(pad.address().getHost(), pad.address().getPort());
        socket.getOutputStream().write(half.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void moreDrawingsAtOnceThanAreReadAreRefused() throws Exception {
        CountDownLatch asked = new CountDownLatch(4);
        CountDownLatch answered = new CountDownLatch(1);
        try (DrawingPad slow = DrawingPad.open(
                drawing -> {
                    asked.countDown();
                    awaitUninterrupted(answered);
                    return answer(drawing);
                },
                Duration.ofMinutes(5))) {
            HttpRequest request = HttpRequest.newBuilder(slow.address().resolve("predict"))
                    .header("Content-Type", "image/png")
                    .POST(BodyPublishers.ofByteArray(png(448)))
                    .build();
            List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(client.sendAsync(request, BodyHandlers.ofString()));
            }
            asked.await();
            assertThat(client.send(request, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(503);
            answered.countDown();
            assertThat(all).allMatch(one -> one.join().statusCode() == 200);
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theFrameHasATitleAndALink() {
        assertThat(pad.html())
                .contains("<iframe src=\"" + pad.address() + "\" title=\"Drawing pad\"")
                .contains("<a href=\"" + pad.address() + "\"");
    }

    private HttpRequest.Builder request(String name) {
        return HttpRequest.newBuilder(URI.create(pad.address() + name));
    }

    private HttpRequest.Builder drawing(byte[] body) {
        return request("predict").header("Content-Type", "image/png").POST(BodyPublishers.ofByteArray(body));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static byte[] png(int side) throws IOException {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        image.createGraphics().setBackground(Color.WHITE);
        return PictureFiles.encoded(image, "png");
    }
}
