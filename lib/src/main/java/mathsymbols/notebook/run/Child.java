package mathsymbols.notebook.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that ends with this program, however that ends, and takes what it started with it. */
final class Child implements AutoCloseable {
    private static final int SECONDS = 10;

    private final Process process;
    private final Thread hook = new Thread(this::end);

    Child(Process process) {
        this.process = process;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    Process process() {
        return process;
    }

    /** Ends it and all that it started: politely, then surely. */
    private void end() {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        process.destroy();
        try {
            process.waitFor(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // no time left, then
        }
        all.forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the program is ending already and the hook runs
        }
    }
}
