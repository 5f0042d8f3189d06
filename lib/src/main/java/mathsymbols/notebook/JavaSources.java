package mathsymbols.notebook;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jshell.SourceCodeAnalysis;

/**
 * The sources from which a shell takes Javadoc. By itself it looks into the JDK's only, and has no public call for more:
 * its list is reached by reflection, for which the kernel's command opens {@value #OPENED}. Where that fails, signatures
 * remain.
 */
final class JavaSources {
    /** The package that the kernel's command must open to this program. */
    static final String OPENED = "jdk.jshell/jdk.jshell";

    private JavaSources() {}

    /** Adds this project's sources, and those of each library that has a {@code -sources.jar} beside its jar. */
    static void offer(SourceCodeAnalysis analysis) {
        try {
            Method find = analysis.getClass().getDeclaredMethod("findSources");
            find.setAccessible(true);
            List<Object> all = new ArrayList<>((List<?>) find.invoke(analysis));
            all.addAll(atHand(System.getProperty("java.class.path")));
            Field sources = analysis.getClass().getDeclaredField("availableSources");
            sources.setAccessible(true);
            sources.set(analysis, all);
        } catch (ReflectiveOperationException | RuntimeException | IOException | URISyntaxException e) {
            return; // another JDK than those that were tried
        }
    }

    private static List<Path> atHand(String classPath) throws IOException, URISyntaxException {
        List<Path> found = new ArrayList<>();
        Path build = Path.of(JavaSources.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .getParent();
        Path ours = build.resolveSibling("src").resolve("main").resolve("java");
        if (Files.isDirectory(ours)) {
            found.add(ours);
        }
        for (String entry : classPath.split(File.pathSeparator)) {
            Path jar = Path.of(entry.replaceFirst("\\.jar$", "-sources.jar"));
            if (entry.endsWith(".jar") && Files.isRegularFile(jar)) {
                found.add(FileSystems.newFileSystem(jar).getPath("/"));
            }
        }
        return found;
    }
}
