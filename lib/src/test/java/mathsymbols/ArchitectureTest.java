package mathsymbols;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rooms of the house in the order in which the data walk through them, and which of them each one knows. */
class ArchitectureTest {
    private static final List<String> PACKAGES =
            List.of("data", "nn", "train", "tune", "eval", "predict", "plot", "notebook");

    private static final Map<String, List<String>> KNOWS = Map.of(
            "data", List.of(),
            "nn", List.of("data"),
            "train", List.of("data", "nn"),
            "tune", List.of("data", "nn", "train"),
            "eval", List.of("data"),
            "predict", List.of("data", "nn"),
            "plot", List.of("data", "train", "tune", "eval"),
            "notebook", PACKAGES);

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("mathsymbols");

    static Stream<String> packages() {
        return PACKAGES.stream();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void aPackageKnowsOnlyThoseThatItMayKnow(String name) {
        String[] unknown = PACKAGES.stream()
                .filter(other -> !other.equals(name) && !KNOWS.get(name).contains(other))
                .map(ArchitectureTest::with)
                .toArray(String[]::new);

        noClasses()
                .that(resideInAPackage(with(name)))
                .should()
                .dependOnClassesThat(resideInAnyPackage(unknown))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void onlyNnAndPredictKnowLayers() {
        noClasses()
                .that(resideInAnyPackage(
                        with("data"), with("train"), with("tune"), with("eval"), with("plot"), with("notebook")))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("org.deeplearning4j.nn.layers..", "org.deeplearning4j.nn.conf.layers.."))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void onlyNotebookKnowsTheKernel() {
        noClasses()
                .that(resideInAnyPackage(PACKAGES.stream()
                        .filter(name -> !name.equals("notebook"))
                        .map(ArchitectureTest::with)
                        .toArray(String[]::new)))
                .should()
                .dependOnClassesThat(resideInAPackage("io.github.spencerpark.."))
                .check(CLASSES);
    }

    private static String with(String name) {
        return "mathsymbols." + name + "..";
    }
}
