package mathsymbols.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import jdk.jshell.JShell;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Which name is inspected; Javadoc out of sources is tried by {@code KernelIT}. */
class InspectionTest {
    private static final JShell SHELL =
            JShell.builder().executionEngine("local").build();
    private final Inspection inspection = new Inspection(SHELL.sourceCodeAnalysis());

    @AfterAll
    static void close() {
        SHELL.close();
    }

    private String at(String code, String before) {
        return inspection
                .at(code, code.indexOf(before) + before.length())
                .map(Rendering::text)
                .orElse("");
    }

    @Test
    void aMethodIsFoundBeforeAndAfterItsParenthesisAndInsideItsName() {
        String code = "Math.max(1, 2)";
        assertThat(at(code, "Math.ma")).contains("int Math.max(int", "double Math.max(double");
        assertThat(at(code, "Math.max(")).contains("int Math.max(int");
        assertThat(at(code, "Math.max(1, ")).contains("int Math.max(int");
        assertThat(at("Math.max", "Math.max")).contains("int Math.max(int");
        assertThat(at("Math.max (1, 2)", "Math.max")).contains("int Math.max(int");
    }

    @Test
    void variablesClassesAndConstructorsAreFound() {
        SHELL.eval("int count = 3;");
        assertThat(at("count + 1", "cou")).contains("count:int");
        assertThat(at("String text;", "Str")).contains("java.lang.String");
        assertThat(at("new String(\"a\")", "new Str")).contains("String(");
    }

    @Test
    void whatComesBeforeInTheCellDoesNotHinder() {
        assertThat(at("import java.io.*;\nint a = 1;\nMath.max(a, 2);\n", "Math.max("))
                .contains("int Math.max(int");
        assertThat(at("for (int i = 0; i < 3; i++) {\n  Math.abs(i", "Math.abs"))
                .contains("int Math.abs(int");
    }

    @Test
    void aCursorAfterCharactersOfTwoUnitsIsCountedAsTheProtocolDoes() {
        String code = "String s = \"😀\"; Math.max(";
        assertThat(inspection
                        .at(code, code.codePointCount(0, code.length()))
                        .orElseThrow()
                        .text())
                .contains("int Math.max(int");
    }

    @Test
    void whatIsUnknownIsNotFoundWhereverTheCursorStands() {
        assertThat(inspection.at("nothingOfThatName", 4)).isEqualTo(Optional.empty());
        assertThat(inspection.at("", 0)).isEqualTo(Optional.empty());
        assertThat(inspection.at("x", 99)).isEqualTo(Optional.empty());
    }

    @Test
    void javadocLosesItsMarkupAndItsTags() {
        assertThat(
                        Inspection.plain(
                                " Trains {@code epochs} of a {@link Net}, <b>then</b>\n stops &amp; tells.\n\n @param x one\n two"))
                .isEqualTo("Trains epochs of a Net, then\nstops & tells.");
    }
}
