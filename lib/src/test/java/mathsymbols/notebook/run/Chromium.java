package mathsymbols.notebook.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** A headless browser, driven through its own protocol, that opens pages and notes what they do. */
final class Chromium implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";
    private static final Pattern PORT = Pattern.compile("DevTools listening on ws://127\\.0\\.0\\.1:(\\d+)/");

    /** In seconds; a busy machine takes its time to open a page. */
    private static final int PATIENCE = 60;

    private final Process process;
    private final WebSocket socket;
    private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
    private final List<JsonNode> events = new ArrayList<>();
    private int last;

    private Chromium(Process process, int port) throws Exception {
        this.process = process;
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/new?about:blank"))
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build();
        String target = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(
                        URI.create(JSON.readTree(target)
                                .path("webSocketDebuggerUrl")
                                .asText()),
                        new Listener())
                .get(PATIENCE, TimeUnit.SECONDS);
        for (String domain : List.of("Page", "Network", "Runtime", "Log")) {
            call(domain + ".enable", Map.of());
        }
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean isLast) {
            text.append(data);
            if (isLast) {
                try {
                    messages.add(JSON.readTree(text.toString()));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
                text.setLength(0);
            }
            webSocket.request(1);
            return null;
        }
    }

    /** The browser; empty where there is none. */
    static Optional<Chromium> start(Path profile, String... options) throws Exception {
        for (String command : List.of("chromium", "chromium-browser", "google-chrome")) {
            try {
                List<String> line = new ArrayList<>(List.of(
                        command,
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--no-first-run",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile));
                line.addAll(List.of(options));
                line.add("about:blank");
                Process process =
                        new ProcessBuilder(line).redirectErrorStream(true).start();
                return Optional.of(new Chromium(process, port(process)));
            } catch (IOException e) {
                continue; // no such program
            }
        }
        return Optional.empty();
    }

    private static int port(Process process) throws IOException {
        BufferedReader lines = process.inputReader();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher matcher = PORT.matcher(line);
            if (matcher.find()) {
                return Integer.parseInt(matcher.group(1));
            }
        }
        throw new IllegalStateException("The browser ended before it could be asked anything");
    }

    /** Opens a page in a window of that width in CSS pixels, and waits until all of it is there. */
    void open(Path page, int width) throws Exception {
        open(page.toUri(), width);
    }

    /** Opens an address in the same way. */
    void open(URI address, int width) throws Exception {
        events.clear();
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 600));
        call("Page.navigate", Map.of("url", address.toString()));
        while (events.stream().noneMatch(event -> event.path("method").asText().equals("Page.loadEventFired"))) {
            events.add(messages.poll(PATIENCE, TimeUnit.SECONDS));
        }
    }

    /** Gives the page the focus that only windows have. */
    void focus() throws Exception {
        call("Emulation.setFocusEmulationEnabled", Map.of("enabled", true));
    }

    /** Opens pages from now on as for a reader who prefers {@code light} or {@code dark}. */
    void prefer(String scheme) throws Exception {
        call(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** The value of a JavaScript expression on the page, or of what it promises. */
    JsonNode evaluate(String expression) throws Exception {
        return call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", true))
                .at("/result/value");
    }

    /** The same inside the frame that shows a page of an origin such as {@code http://127.0.0.1:8080}; missing until then. */
    JsonNode evaluate(String expression, String origin) throws Exception {
        call("Runtime.evaluate", Map.of("expression", "0")); // takes in what has been said of new frames meanwhile
        int context = events.stream()
                .map(event -> event.at("/params/context"))
                .filter(one -> one.path("origin").asText().equals(origin))
                .mapToInt(one -> one.path("id").asInt())
                .reduce(0, (first, second) -> second);
        return call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "contextId", context))
                .at("/result/value");
    }

    /** @param type {@code mousePressed}, {@code mouseMoved} or {@code mouseReleased} */
    void mouse(String type, double x, double y) throws Exception {
        call(
                "Input.dispatchMouseEvent",
                Map.of("type", type, "x", x, "y", y, "button", "left", "buttons", 1, "clickCount", 1));
    }

    /** @param modifiers 8 for Shift */
    void key(String key, int code, int modifiers) throws Exception {
        for (String type : List.of("rawKeyDown", "keyUp")) {
            call(
                    "Input.dispatchKeyEvent",
                    Map.of("type", type, "key", key, "windowsVirtualKeyCode", code, "modifiers", modifiers));
        }
    }

    /** What axe finds that keeps people from reading the page, without what is framed in it: rule and place. */
    List<String> axe() throws Exception {
        try (InputStream script = Chromium.class.getResourceAsStream(AXE)) {
            evaluate(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
        JsonNode found = evaluate("axe.run(document, {iframes: false}).then(r => r.violations.flatMap("
                + "v => v.nodes.map(n => v.id + ' at ' + n.target.join(' ') + ': ' + n.failureSummary)))");
        assertThat(found.isArray()).as("axe has run").isTrue();
        return StreamSupport.stream(found.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /** Errors that the page caused: on the console, in its scripts, in what it loads. */
    List<String> errors() {
        return events.stream()
                .filter(event -> List.of("Runtime.exceptionThrown", "Network.loadingFailed")
                                .contains(event.path("method").asText())
                        || event.at("/params/entry/level").asText().equals("error")
                        || event.at("/params/type").asText().equals("error"))
                .map(JsonNode::toString)
                .toList();
    }

    /** The addresses that the page asked for, but for pictures that it holds itself. */
    List<String> requests() {
        return events.stream()
                .filter(event -> event.path("method").asText().equals("Network.requestWillBeSent"))
                .map(event -> event.at("/params/request/url").asText())
                .filter(url -> !url.startsWith("data:"))
                .toList();
    }

    /** Writes the whole page as a PNG file. */
    void screenshot(Path file) throws Exception {
        JsonNode shot = call("Page.captureScreenshot", Map.of("captureBeyondViewport", true, "format", "png"));
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode(shot.path("data").asText()));
    }

    private JsonNode call(String method, Map<String, ?> parameters) throws Exception {
        int id = ++last;
        socket.sendText(JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true)
                .get();
        while (true) {
            JsonNode message = messages.poll(PATIENCE, TimeUnit.SECONDS);
            if (message == null) {
                throw new IllegalStateException("The browser does not answer " + method);
            } else if (message.path("id").asInt() == id) {
                return message.path("result");
            }
            events.add(message);
        }
    }

    @Override
    public void close() {
        socket.abort();
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
    }
}
