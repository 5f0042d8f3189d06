package mathsymbols.predict.pad;

import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import mathsymbols.predict.Prediction;
import mathsymbols.predict.SymbolClassifier;

/**
 * A page to draw on with mouse, finger, pen or keys that shows, while one draws, what a classifier makes of it. A small
 * web server in this process serves it: to this machine only, at an address that nobody can guess, until the pad is
 * closed, an hour has passed without a drawing, or the process ends.
 */
public final class DrawingPad implements AutoCloseable {
    private static final Duration IDLE = Duration.ofHours(1);

    /** More than a browser opens connections; whoever sends half a request holds one of them until the time-out. */
    private static final int MOST_REQUESTS = 256;

    static {
        // In seconds; the server knows no other way to say how long a request, and its answer, may take at most.
        setDefault("sun.net.httpserver.maxReqTime", "5");
        setDefault("sun.net.httpserver.maxRspTime", "60");
    }

    private static final String UNREACHABLE =
            "This browser does not reach the drawing pad, which answers only browsers on"
                    + " the machine that the notebook runs on, and only until the notebook is closed. Run the cell again; where the"
                    + " notebook runs on another machine, first forward the port: ssh -L %1$s:127.0.0.1:%1$s that-machine"
                    + " (the page of chapter 7 needs none of this).";

    private final HttpServer server;
    private final ExecutorService threads;
    /** Apart from the requests' threads, so that no request can keep the pad from stopping. */
    private final ScheduledExecutorService watch;

    private final URI address;

    private DrawingPad(HttpServer server, URI address) {
        this.server = server;
        this.address = address;
        this.threads = threads();
        this.watch = Executors.newSingleThreadScheduledExecutor(DrawingPad::daemon);
    }

    private static void setDefault(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /**
     * Opens a pad that asks {@code classifier}, which stays the caller's to close.
     *
     * @throws IOException if the machine lets no server listen
     */
    public static DrawingPad open(SymbolClassifier classifier) throws IOException {
        return open(classifier::predict, IDLE);
    }

    static DrawingPad open(Function<BufferedImage, Prediction> classifier, Duration idle) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        byte[] token = new byte[16];
        new SecureRandom().nextBytes(token);
        URI address = URI.create(String.format(
                Locale.ROOT,
                "http://127.0.0.1:%d/%s/",
                server.getAddress().getPort(),
                HexFormat.of().formatHex(token)));

        DrawingPad pad = new DrawingPad(server, address);
        PadRequests requests = new PadRequests(address, classifier);
        server.createContext("/", requests);
        server.setExecutor(pad.threads);
        startAsDaemon(server);
        long check = Math.max(1, idle.toMillis() / 10);
        pad.watch.scheduleWithFixedDelay(
                () -> {
                    if (requests.sinceLast().compareTo(idle) > 0) {
                        pad.close();
                    }
                },
                check,
                check,
                TimeUnit.MILLISECONDS);
        return pad;
    }

    /** Threads that wait cost little, and one for each half-sent request leaves another for the next whole one. */
    private static ExecutorService threads() {
        var threads = new ThreadPoolExecutor(
                MOST_REQUESTS, MOST_REQUESTS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), DrawingPad::daemon);
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "drawing-pad");
        thread.setDaemon(true);
        return thread;
    }

    /** The server's own thread inherits the daemon flag of the one that starts it; a daemon does not keep the process alive. */
    private static void startAsDaemon(HttpServer server) throws IOException {
        Thread starter = daemon(server::start);
        starter.start();
        try {
            starter.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while opening the drawing pad.", e);
        }
    }

    /** Where the page is; whoever knows the address may draw. */
    public URI address() {
        return address;
    }

    /**
     * The page in a frame, with a link that opens it in a window of its own; both work as long as the pad is open. A browser
     * that cannot reach the pad shows, in the frame's place, why not and what to do: the text of a picture that the pad
     * serves and that is then missing, so that it needs no script.
     */
    public String html() {
        return """
                <div class="math-symbols-pad">
                <iframe src="%1$s" title="Drawing pad" width="100%%" height="440" style="border: 0"></iframe>
                <p><a href="%1$s" target="_blank" rel="noopener">Open the drawing pad in a window of its own</a></p>
                <p><img src="%1$salive.png" style="font-style: italic" onerror="this.closest('div').querySelectorAll('iframe, a').forEach(dead => dead.hidden = true)" alt="%2$s"></p>
                </div>
                """.formatted(address, UNREACHABLE.formatted(address.getPort()));
    }

    /** Stops the server; closing twice does no harm. */
    @Override
    public void close() {
        watch.shutdown();
        threads.shutdown();
        server.stop(0);
    }
}
