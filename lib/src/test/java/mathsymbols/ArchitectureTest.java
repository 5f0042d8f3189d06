package mathsymbols;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMembers;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaEnumConstant;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.ObjectInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mathsymbols.train.StepLosses;
import mathsymbols.train.Trainer;
import mathsymbols.tune.Search;
import mathsymbols.tune.TrialRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rooms of the house in the order in which the data walk through them; a room knows only those before it. */
class ArchitectureTest {
    private static final List<String> ROOMS = List.of(
            "io",
            "machine",
            "data.sample",
            "data",
            "nn.fast",
            "nn",
            "train",
            "tune",
            "eval",
            "report",
            "predict.onnx",
            "predict",
            "predict.pad",
            "plot",
            "notebook",
            "notebook.run");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("mathsymbols");

    @Test
    void everyPackageIsARoomOfTheHouse() {
        assertThat(CLASSES.stream().map(JavaClass::getPackageName).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(
                        ROOMS.stream().map(ArchitectureTest::packageOf).toList());
    }

    static Stream<String> rooms() {
        return ROOMS.stream();
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void aRoomKnowsOnlyThoseBeforeIt(String room) {
        String[] later = ROOMS.stream()
                .skip(ROOMS.indexOf(room) + 1L)
                .map(ArchitectureTest::packageOf)
                .toArray(String[]::new);

        noClasses()
                .that(resideInAPackage(packageOf(room)))
                .should()
                .dependOnClassesThat(resideInAnyPackage(later))
                .check(CLASSES);
    }

    @Test
    void onlyNnAndPredictKnowLayers() {
        only("org.deeplearning4j.nn.layers..", "nn", "nn.fast", "predict.onnx", "predict");
        only("org.deeplearning4j.nn.conf.layers..", "nn", "nn.fast", "predict.onnx", "predict");
    }

    @Test
    void onlyNnFastKnowsOneDnn() {
        only("org.bytedeco.dnnl..", "nn.fast");
    }

    @Test
    void onlyPredictOnnxKnowsTheFormat() {
        only("onnx", "predict.onnx");
    }

    /** A choice by simple name is one from the list that the code gives, so it is not among them. */
    private static final DescribedPredicate<JavaAnnotation<?>> NAMING_CLASSES = DescribedPredicate.describe(
            "@JsonTypeInfo by class or at the reader's choice",
            annotation -> annotation.getRawType().getSimpleName().equals("JsonTypeInfo")
                    && !List.of("NAME", "SIMPLE_NAME")
                            .contains(annotation
                                    .get("use")
                                    .map(use -> ((JavaEnumConstant) use).name())
                                    .orElse("")));

    /** A file that names classes runs the code of whoever wrote it; ours hold numbers and records. */
    @Test
    void noFileIsReadThatCanNameAClass() {
        noClasses()
                .should()
                .dependOnClassesThat(equivalentTo(ObjectInputStream.class))
                .check(CLASSES);
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("org.nd4j.shade.jackson.."))
                .check(CLASSES);
        noClasses().should().dependOnClassesThat(simpleName("ModelSerializer")).check(CLASSES);
        noClasses()
                .should()
                .dependOnClassesThat(simpleName("SerializationUtils"))
                .check(CLASSES);
        noClasses().should().beAnnotatedWith(NAMING_CLASSES).check(CLASSES);
        noMembers().should().beAnnotatedWith(NAMING_CLASSES).check(CLASSES);
        noClasses()
                .should(callMethodWhere(target(owner(resideInAPackage("org.deeplearning4j.nn..")))
                        .and(target(nameMatching("load|save|fromJson|fromYaml")))))
                .check(CLASSES);
        noClasses()
                .should(callMethodWhere(target(nameMatching("activateDefaultTyping.*|enableDefaultTyping.*"))))
                .check(CLASSES);
    }

    @Test
    void onlyNotebookKnowsTheKernel() {
        only("io.github.spencerpark..", "notebook", "notebook.run");
    }

    @Test
    void plotTrainsNothing() {
        for (Class<?> trainer : List.of(Trainer.class, StepLosses.class, Search.class, TrialRunner.class)) {
            noClasses()
                    .that(resideInAPackage(packageOf("plot")))
                    .should()
                    .dependOnClassesThat(assignableTo(trainer))
                    .check(CLASSES);
        }
        noClasses()
                .that(resideInAPackage(packageOf("plot")))
                .should(callMethodWhere(
                        target(owner(resideInAPackage("org.deeplearning4j.."))).and(target(nameMatching("fit")))))
                .check(CLASSES);
    }

    private static void only(String library, String... rooms) {
        String[] others = ROOMS.stream()
                .filter(room -> !Arrays.asList(rooms).contains(room))
                .map(ArchitectureTest::packageOf)
                .toArray(String[]::new);

        noClasses()
                .that(resideInAnyPackage(others))
                .should()
                .dependOnClassesThat(resideInAPackage(library))
                .check(CLASSES);
    }

    private static String packageOf(String room) {
        return "mathsymbols." + room;
    }
}
