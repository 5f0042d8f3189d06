package mathsymbols.io;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void ordinaryTextStaysAsItIs() {
        assertThat(Printable.of("Übung/數學-7.png: π 98 %")).isEqualTo("Übung/數學-7.png: π 98 %");
    }

    @Test
    void whatATerminalWouldObeyIsSpelledOut() {
        assertThat(Printable.of("a\u001b[2Jb\r\n\u0007\u009b")).isEqualTo("a\\u001b[2Jb\\u000d\\u000a\\u0007\\u009b");
        assertThat(Printable.of("gpj.\u202efdp\u2066\u200b\u2028")).isEqualTo("gpj.\\u202efdp\\u2066\\u200b\\u2028");
    }

    @Test
    void longTextIsCutOff() {
        assertThat(Printable.of("x".repeat(200_000))).hasSize(1001).endsWith("x…");
    }

    @Test
    void aTextIsPrintableOrNot() {
        assertThat(Printable.is("17.0.9+9", 100)).isTrue();
        assertThat(Printable.is("17\u001b[31m", 100)).isFalse();
        assertThat(Printable.is("x".repeat(101), 100)).isFalse();
    }
}
