package mathsymbols.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mathsymbols.io.FolderLock;

/**
 * Desks on a network of their own: each is a network namespace of Linux with one cable to a bridge, and sees none of the
 * teacher's files. The teacher is this machine, at the bridge's address. Needs root, and Debian's iproute2 and util-linux.
 */
final class Classroom implements AutoCloseable {
    /** Addresses that belong to nobody: those for measurements among networks (RFC 2544). */
    static final String TEACHER = "198.18.77.1";

    private static final String BRIDGE = "math-symbols";

    private final FolderLock alone;
    private final Path hidden;
    private int desks;

    /** @param hidden the folder that the desks find empty */
    Classroom(Path hidden) throws IOException {
        this.hidden = hidden;
        alone = lock();
        clear();
        ip("link", "add", BRIDGE, "type", "bridge");
        ip("addr", "add", TEACHER + "/24", "dev", BRIDGE);
        ip("link", "set", BRIDGE, "up");
    }

    /** Whether this machine lets us build one; a bridge on trial tells it, which a container may refuse even to root. */
    @SuppressWarnings("try") // the lock is held, not called
    static boolean isPossible() throws IOException {
        try (FolderLock alone = lock()) {
            clear();
            boolean bridge = runs("ip", "link", "add", BRIDGE, "type", "bridge");
            clear();
            return bridge && runs("unshare", "--net", "--mount", "true");
        }
    }

    /** The names are the machine's: another test run waits. */
    private static FolderLock lock() throws IOException {
        return FolderLock.within(Duration.ofMinutes(5), Path.of(System.getProperty("java.io.tmpdir"), BRIDGE));
    }

    /** Puts up another desk and tells its number, 1 for the first. */
    int addDesk() throws IOException {
        int desk = ++desks;
        ip("netns", "add", name(desk));
        ip("link", "add", name(desk), "type", "veth", "peer", "name", "cable", "netns", name(desk));
        ip("link", "set", name(desk), "master", BRIDGE, "up");
        inside(desk, "ip", "link", "set", "lo", "up");
        inside(desk, "ip", "addr", "add", address(desk) + "/24", "dev", "cable");
        inside(desk, "ip", "link", "set", "cable", "up");
        return desk;
    }

    static String address(int desk) {
        return "198.18.77.1" + desk;
    }

    /** What goes before a command so that it runs at a desk. */
    List<String> at(int desk) {
        String hide = "mount -t tmpfs none \"$0\" && exec \"$@\"";
        return List.of("ip", "netns", "exec", name(desk), "unshare", "--mount", "sh", "-c", hide, hidden.toString());
    }

    void pullTheCable(int desk) throws IOException {
        ip("link", "set", name(desk), "down");
    }

    @Override
    public void close() throws IOException {
        clear();
        alone.close();
    }

    /** Takes away what is there, a killed test's classroom too. */
    private static void clear() {
        for (int desk = 1; Files.exists(Path.of("/run/netns", name(desk))); desk++) {
            runs("ip", "netns", "delete", name(desk));
        }
        runs("ip", "link", "delete", BRIDGE);
    }

    private static String name(int desk) {
        return "ms-desk-" + desk;
    }

    private static void inside(int desk, String... command) throws IOException {
        List<String> whole = new ArrayList<>(List.of("netns", "exec", name(desk)));
        whole.addAll(Arrays.asList(command));
        ip(whole.toArray(String[]::new));
    }

    private static void ip(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(Arrays.asList(arguments));
        if (!runs(command.toArray(String[]::new))) {
            throw new IOException(String.join(" ", command) + " failed");
        }
    }

    private static boolean runs(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
