package mathsymbols.notebook;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * One output under the running cell that is replaced in place, five times a second at most unless {@link #every} says
 * otherwise; what remains is its last state. Outside a notebook it shows nothing. Safe for use by several threads.
 */
final class LiveOutput {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Consumer<Rendering> screen;
    private final LongSupplier clock;
    private final Duration pause;
    private boolean drawn;
    private long last;

    LiveOutput() {
        this(inPlace(), System::nanoTime);
    }

    /** For states that take long to draw. */
    static LiveOutput every(Duration pause) {
        return new LiveOutput(inPlace(), System::nanoTime, pause);
    }

    /**
     * @param screen shows a state in place of the one before
     * @param clock nanoseconds from any origin
     */
    LiveOutput(Consumer<Rendering> screen, LongSupplier clock) {
        this(screen, clock, PAUSE);
    }

    LiveOutput(Consumer<Rendering> screen, LongSupplier clock, Duration pause) {
        this.screen = screen;
        this.clock = clock;
        this.pause = pause;
    }

    private static Consumer<Rendering> inPlace() {
        String id = UUID.randomUUID().toString();
        boolean[] shown = new boolean[1];
        return state -> Kernel.running().ifPresent(kernel -> {
            if (shown[0]) {
                kernel.update(id, state);
            } else {
                kernel.display(id, state);
                shown[0] = true;
            }
        });
    }

    /** Shows a state, unless another was shown just now. */
    synchronized void offer(Supplier<Rendering> state) {
        if (!drawn || clock.getAsLong() - last >= pause.toNanos()) {
            show(state.get());
        }
    }

    synchronized boolean isShown() {
        return drawn;
    }

    /** Shows a state that must be seen: the first, or the last. */
    synchronized void show(Rendering state) {
        screen.accept(state);
        drawn = true;
        last = clock.getAsLong();
    }
}
