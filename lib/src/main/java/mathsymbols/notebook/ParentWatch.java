package mathsymbols.notebook;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends this process when the front end that started it is gone. Kernels outlive a front end that was killed, and would keep
 * their memory until the machine restarts.
 */
final class ParentWatch {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private ParentWatch() {}

    /** Watches the process whose number Jupyter gives in the variable {@code JPY_PARENT_PID}; does nothing without it. */
    static void start(Map<String, String> environment) {
        Optional.ofNullable(environment.get("JPY_PARENT_PID"))
                .filter(number -> number.matches("[0-9]+"))
                .flatMap(number -> ProcessHandle.of(Long.parseLong(number)))
                .ifPresent(ParentWatch::watch);
    }

    private static void watch(ProcessHandle frontEnd) {
        boolean child = isParent(frontEnd);
        Thread thread = new Thread(() -> {
            // A dead process that nobody has asked for still counts as alive, but its children have a new parent at
            // once.
            while (frontEnd.isAlive() && (!child || isParent(frontEnd))) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
            Runtime.getRuntime().halt(1);
        });
        thread.setName("parent-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private static boolean isParent(ProcessHandle process) {
        return ProcessHandle.current().parent().equals(Optional.of(process));
    }
}
