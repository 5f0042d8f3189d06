package mathsymbols.notebook;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;

/**
 * The Jupyter kernel that this program runs in, reached by reflection: IJava and its successor JJava offer the same calls
 * under different package names, so neither is a dependency and nothing outside this class knows a difference.
 */
final class Kernel {
    /** Where each kernel keeps itself: class and static method. */
    private static final List<List<String>> KNOWN = List.of(
            List.of("io.github.spencerpark.ijava.IJava", "getKernelInstance"),
            List.of("org.dflib.jjava.jupyter.kernel.BaseKernel", "notebookKernel"));

    private final Object kernel;
    private final Object renderer;
    private final Class<?> dataType;

    private Kernel(Object kernel) throws ReflectiveOperationException {
        this.kernel = kernel;
        this.renderer = call(kernel, "getRenderer");
        this.dataType = renderer.getClass().getMethod("render", Object.class).getReturnType();
    }

    /** The kernel; empty in a program that runs outside Jupyter, such as a test. */
    static Optional<Kernel> running() {
        for (List<String> known : KNOWN) {
            try {
                Object kernel =
                        Class.forName(known.get(0)).getMethod(known.get(1)).invoke(null);
                if (kernel != null) {
                    return Optional.of(new Kernel(kernel));
                }
            } catch (ClassNotFoundException | InvocationTargetException e) {
                continue; // not on the class path, or (JJava then throws) not running
            } catch (ReflectiveOperationException e) {
                throw unknown(e);
            }
        }
        return Optional.empty();
    }

    /** Adds an output to the running cell; {@link #update} with the same {@code id} replaces it. */
    void display(String id, Rendering rendering) {
        try {
            kernel.getClass().getMethod("display", dataType).invoke(kernel, data(id, rendering));
        } catch (ReflectiveOperationException e) {
            throw unknown(e);
        }
    }

    /** Replaces the output that was displayed under {@code id}. */
    void update(String id, Rendering rendering) {
        try {
            Object io = call(kernel, "getIO");
            Object display = io.getClass().getField("display").get(io);
            display.getClass().getMethod("updateDisplay", dataType).invoke(display, data(id, rendering));
        } catch (ReflectiveOperationException e) {
            throw unknown(e);
        }
    }

    /** From now on shows values of {@code type} (a class or an interface) as {@code rendering} says. */
    <T> void show(Class<T> type, Function<T, Rendering> rendering) {
        try {
            Object registration = renderer.getClass()
                    .getMethod("createRegistration", Class.class)
                    .invoke(renderer, type);
            registration.getClass().getMethod("preferring", String[].class).invoke(registration, (Object)
                    new String[] {"text/html"});
            Method register = method(registration.getClass(), "register");
            Class<?> function = register.getParameterTypes()[0];
            Object proxy =
                    Proxy.newProxyInstance(function.getClassLoader(), new Class<?>[] {function}, (self, m, args) -> {
                        if (m.getDeclaringClass() == Object.class) {
                            return m.invoke(rendering, args);
                        }
                        put(call(args[1], "getOutputContainer"), rendering.apply(type.cast(args[0])));
                        return null;
                    });
            register.invoke(registration, proxy);
        } catch (ReflectiveOperationException e) {
            throw unknown(e);
        }
    }

    /**
     * Lifts the limit of 1,000 waiting messages, beyond which ZeroMQ drops a kernel's output without a word: for
     * connections to come by the socket's own option, for the front end already connected on its pipe.
     */
    void keepAllOutput() {
        try {
            Object socket = field(call(kernel, "getCommManager"), "iopub");
            synchronized (socket) { // the lock under which the kernel sends
                method(socket.getClass(), "setSndHWM").invoke(socket, 0);
                for (Object pipe : (Iterable<?>) field(call(socket, "base"), "pipes")) {
                    pipe.getClass().getMethod("setHwms", int.class, int.class).invoke(pipe, 0, 0);
                }
            }
        } catch (ReflectiveOperationException e) {
            throw unknown(e);
        }
    }

    /** Calls {@code listener} whenever a cell ends with an exception of class {@code exception}, before the cell is over. */
    void onException(Class<? extends Throwable> exception, Runnable listener) {
        try {
            shell().onSnippetEvent(event -> {
                if (event.exception() instanceof EvalException e
                        && exception.getName().equals(e.getExceptionClassName())) {
                    listener.run();
                }
            });
        } catch (ReflectiveOperationException e) {
            throw unknown(e);
        }
    }

    /** What the kernel's shell knows of its code. */
    SourceCodeAnalysis analysis() {
        try {
            return shell().sourceCodeAnalysis();
        } catch (ReflectiveOperationException e) {
            throw unknown(e);
        }
    }

    private JShell shell() throws ReflectiveOperationException {
        try {
            return (JShell) call(kernel, "getJShell"); // JJava
        } catch (NoSuchMethodException e) {
            return (JShell) call(field(kernel, "evaluator"), "getShell"); // IJava
        }
    }

    private Object data(String id, Rendering rendering) throws ReflectiveOperationException {
        Object data = dataType.getConstructor().newInstance();
        put(data, rendering);
        dataType.getMethod("setDisplayId", String.class).invoke(data, id);
        return data;
    }

    private void put(Object data, Rendering rendering) throws ReflectiveOperationException {
        dataType.getMethod("putHTML", String.class).invoke(data, rendering.html());
        dataType.getMethod("putText", String.class).invoke(data, rendering.text());
    }

    private static Object call(Object target, String name) throws ReflectiveOperationException {
        return target.getClass().getMethod(name).invoke(target);
    }

    private static Method method(Class<?> type, String name) throws NoSuchMethodException {
        for (Method method : type.getMethods()) {
            if (method.getName().equals(name) && method.getParameterCount() == 1) {
                return method;
            }
        }
        throw new NoSuchMethodException(type.getName() + "." + name);
    }

    private static Object field(Object target, String name) throws ReflectiveOperationException {
        for (Class<?> type = target.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    field.setAccessible(true);
                    return field.get(target);
                }
            }
        }
        throw new NoSuchFieldException(target.getClass().getName() + "." + name);
    }

    private static IllegalStateException unknown(ReflectiveOperationException e) {
        return new IllegalStateException("This Java kernel is neither IJava 1.3.0 nor JJava 1.0: " + e, e);
    }
}
