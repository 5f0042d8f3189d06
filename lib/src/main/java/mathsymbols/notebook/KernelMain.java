package mathsymbols.notebook;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts the Java kernel that is on the class path, IJava or JJava, for a front end, and ends with it: both kernels
 * outlive a front end that was killed, and would keep their memory until the machine restarts.
 */
public final class KernelMain {
    private static final List<String> KERNELS =
            List.of("io.github.spencerpark.ijava.IJava", "org.dflib.jjava.distro.JJava");

    private KernelMain() {}

    /** @param arguments the connection file, as Jupyter gives it */
    public static void main(String[] arguments) throws Throwable {
        parent(System.getenv()).ifPresent(parent -> parent.onExit()
                .thenRun(() -> Runtime.getRuntime().halt(1)));
        try {
            kernel().getMethod("main", String[].class).invoke(null, (Object) arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** The front end's process, whose number Jupyter gives in the variable {@code JPY_PARENT_PID}. */
    private static Optional<ProcessHandle> parent(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("JPY_PARENT_PID"))
                .filter(number -> number.matches("[0-9]+"))
                .map(Long::valueOf)
                .flatMap(ProcessHandle::of);
    }

    private static Class<?> kernel() throws ClassNotFoundException {
        for (String name : KERNELS) {
            try {
                return Class.forName(name);
            } catch (ClassNotFoundException e) {
                continue; // the next one, then
            }
        }
        throw new ClassNotFoundException("Neither IJava nor JJava is on the class path.");
    }
}
