package mathsymbols.predict.pad;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import mathsymbols.data.Images;
import mathsymbols.io.InputException;
import mathsymbols.io.Json;
import mathsymbols.predict.Prediction;

/**
 * Answers the drawing pad's requests, and only those: each must carry the token in its path and name this server as its
 * host and, where the browser tells one, as its origin, so that no other page that the user has open can ask anything.
 */
final class PadRequests implements HttpHandler {
    private static final int LARGEST_DRAWING = 1 << 20;
    /** The width and height of the page's canvas. */
    private static final int SIDE = 448;

    private static final Map<String, String> FILES = Map.of(
            "", "pad.html",
            "pad.css", "pad.css",
            "pad.js", "pad.js",
            "server.js", "server.js",
            "alive.png", "alive.png");
    private static final Map<String, String> TYPES = Map.of(
            "pad.html", "text/html; charset=utf-8",
            "pad.css", "text/css; charset=utf-8",
            "pad.js", "text/javascript; charset=utf-8",
            "server.js", "text/javascript; charset=utf-8",
            "alive.png", "image/png");

    /** What the page shows. */
    private record Shown(List<Prediction.Candidate> candidates, boolean none) {}

    /** A notebook may frame the page under whatever name its server has; who does not know the token can frame nothing. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src data:; base-uri 'none'; form-action 'none'";

    private final String host;
    private final byte[] path;
    private final Function<BufferedImage, Prediction> classifier;
    /** A page asks one question at a time; some more let several pages be open. */
    private final Semaphore thinking = new Semaphore(4);

    private volatile long last = System.nanoTime();

    PadRequests(URI address, Function<BufferedImage, Prediction> classifier) {
        this.host = address.getAuthority();
        this.path = address.getPath().getBytes(StandardCharsets.US_ASCII);
        this.classifier = classifier;
    }

    /** How long ago the last request came that was let in. */
    Duration sinceLast() {
        return Duration.ofNanos(System.nanoTime() - last);
    }

    private record Answer(int status, String type, byte[] body) {
        static Answer refusal(int status, String why) {
            return new Answer(status, "text/plain; charset=utf-8", why.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange);
            Headers headers = exchange.getResponseHeaders();
            headers.set("Content-Type", answer.type());
            headers.set("Content-Security-Policy", POLICY);
            headers.set("X-Content-Type-Options", "nosniff");
            headers.set("Referrer-Policy", "same-origin");
            headers.set("Cache-Control", "no-store");
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(answer.status(), head ? -1 : answer.body().length);
            if (!head) {
                exchange.getResponseBody().write(answer.body());
            }
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        Headers headers = exchange.getRequestHeaders();
        String origin = headers.getFirst("Origin");
        if (!host.equals(headers.getFirst("Host")) || origin != null && !origin.equals("http://" + host)) {
            return Answer.refusal(403, "Only the drawing pad itself may ask.");
        }
        String asked = exchange.getRequestURI().getPath();
        int rest = Math.min(asked.length(), path.length);
        if (!MessageDigest.isEqual(path, asked.substring(0, rest).getBytes(StandardCharsets.UTF_8))) {
            return Answer.refusal(404, "There is nothing here: open the address that the notebook shows.");
        }
        last = System.nanoTime();
        String name = asked.substring(rest);
        return switch (exchange.getRequestMethod()) {
            case "GET" ->
                FILES.containsKey(name) ? file(FILES.get(name)) : Answer.refusal(404, "There is no such file.");
            case "POST" ->
                name.equals("predict") ? predict(exchange) : Answer.refusal(404, "There is no such question.");
            default -> Answer.refusal(405, "Only GET and POST are answered.");
        };
    }

    /** Pages that were left may still be waiting for their answers. */
    private boolean mayThink() {
        try {
            return thinking.tryAcquire(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Answer file(String name) throws IOException {
        try (InputStream in = PadRequests.class.getResourceAsStream(name)) {
            return new Answer(200, TYPES.get(name), in.readAllBytes());
        }
    }

    private Answer predict(HttpExchange exchange) throws IOException {
        if (!"image/png".equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
            return Answer.refusal(415, "A drawing must be a PNG image.");
        }
        byte[] drawing = exchange.getRequestBody().readNBytes(LARGEST_DRAWING + 1);
        if (drawing.length > LARGEST_DRAWING) {
            return Answer.refusal(413, "The drawing is larger than 1 MB.");
        }
        if (!hasTheCanvasSize(drawing)) {
            return Answer.refusal(400, "A drawing must be a PNG image of 448 by 448 pixels.");
        }
        if (!mayThink()) {
            return Answer.refusal(503, "Another drawing is being read: ask again.");
        }
        try {
            Prediction prediction = classifier.apply(Images.decode(drawing, "The drawing"));
            return new Answer(
                    200,
                    "application/json",
                    Json.MAPPER.writeValueAsBytes(new Shown(prediction.top(3), prediction.none())));
        } catch (InputException e) {
            return Answer.refusal(400, e.getMessage());
        } catch (RuntimeException e) {
            return Answer.refusal(500, "No answer: " + e.getMessage());
        } finally {
            thinking.release();
        }
    }

    /** A PNG file has its width and height at bytes 16 and 20. */
    private static boolean hasTheCanvasSize(byte[] png) {
        ByteBuffer bytes = ByteBuffer.wrap(png);
        return png.length > 24 && bytes.getInt(16) == SIDE && bytes.getInt(20) == SIDE;
    }
}
