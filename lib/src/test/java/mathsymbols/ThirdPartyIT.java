package mathsymbols;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of others' work against the class path that the build has just written. */
class ThirdPartyIT {
    @Test
    void everyLibraryOfTheClassPathIsListedInItsVersion() throws IOException {
        String list = Files.readString(Path.of("../THIRD_PARTY.md"));
        String classPath = Files.readString(Path.of("target/classpath")).strip();

        assertThat(Stream.of(classPath.split(File.pathSeparator)).map(Path::of)).allSatisfy(jar -> {
            Path version = jar.getParent();
            assertThat(list)
                    .as("THIRD_PARTY.md is old: ./mvnw -Plicenses -pl lib generate-resources writes it")
                    .containsPattern(":" + version.getParent().getFileName() + "`[^\n]*\\| " + version.getFileName());
        });
    }
}
