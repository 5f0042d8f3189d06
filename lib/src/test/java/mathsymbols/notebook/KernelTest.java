package mathsymbols.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import jdk.jshell.JShell;
import org.dflib.jjava.jupyter.channels.IOPubChannel;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** The kernel's calls on JJava, as far as Maven Central has it; on IJava they are tried by {@code KernelIT}. */
class KernelTest {
    private final JJava jjava = new JJava();

    /** JJava's base with a shell. */
    private static final class JJava extends BaseKernel {
        private final JShell shell = JShell.builder().executionEngine("local").build();
        private final List<DisplayData> shown = new ArrayList<>();

        JJava() {
            super(
                    "JJava",
                    "1.0-a6",
                    new LanguageInfo.Builder("Java").build(),
                    List.of(),
                    null,
                    new JupyterIO(StandardCharsets.UTF_8),
                    new CommManager(),
                    new Renderer(),
                    null,
                    null,
                    false,
                    new StringStyler.Builder().build());
        }

        public JShell getJShell() {
            return shell;
        }

        @Override
        public void display(DisplayData data) {
            shown.add(data);
        }

        @Override
        public Object evalRaw(String source) {
            return shell.eval(source);
        }

        @Override
        public DisplayData inspect(String code, int at, boolean extraDetail) {
            return DisplayData.EMPTY;
        }

        @Override
        public ReplacementOptions complete(String code, int at) {
            return null;
        }

        @Override
        public String isComplete(String code) {
            return IS_COMPLETE_YES;
        }
    }

    @BeforeEach
    void start() {
        jjava.onStartup();
    }

    @AfterEach
    void stop() {
        jjava.onShutdown(false);
        jjava.shell.close();
    }

    private static Kernel kernel() {
        return Kernel.running().orElseThrow();
    }

    @Test
    void outsideAKernelThereIsNone() {
        jjava.onShutdown(false);

        assertThat(Kernel.running()).isEmpty();
    }

    @Test
    void aRegisteredTypeIsShownAsHtmlAndText() {
        kernel().show(Table.class, Renderers::table);

        DisplayData data = jjava.getRenderer().render(Table.create(IntColumn.create("n", new int[] {7})));

        assertThat(data.getData(MIMEType.TEXT_HTML).toString()).contains("<td style=\"text-align:right\">7</td>");
        assertThat(data.getData(MIMEType.TEXT_PLAIN).toString()).contains("7");
    }

    @Test
    void anOutputIsDisplayedUnderItsIdAndCanBeUpdated() {
        kernel().display("one", new Rendering("<b>1</b>", "1"));
        kernel().update("one", new Rendering("<b>2</b>", "2"));

        assertThat(jjava.shown).extracting(DisplayData::getDisplayId).containsExactly("one");
        assertThat(jjava.shown.get(0).getData(MIMEType.TEXT_HTML)).isEqualTo("<b>1</b>");
    }

    @Test
    void noMessageIsDroppedHoweverManyWait() {
        try (ZMQ.Context context = ZMQ.context(1);
                IOPubChannel channel = new IOPubChannel(context, HMACGenerator.NO_AUTH_INSTANCE);
                ZMQ.Socket frontEnd = context.socket(SocketType.SUB)) {
            channel.bind("inproc://output");
            frontEnd.connect("inproc://output");
            frontEnd.subscribe(ZMQ.SUBSCRIPTION_ALL);
            jjava.getCommManager().setIOPubChannel(channel);
            channel.send("the pipe is there");

            kernel().keepAllOutput();

            for (int i = 0; i < 30_000; i++) {
                channel.send(Integer.toString(i));
            }
            String last = "";
            for (String message = frontEnd.recvStr(); message != null; message = frontEnd.recvStr(ZMQ.DONTWAIT)) {
                last = message;
            }
            assertThat(last).isEqualTo("29999");
        }
    }

    @Test
    void anExceptionOfACellIsHeardOf() {
        List<String> heard = new ArrayList<>();
        kernel().onException(OutOfMemoryError.class, () -> heard.add("full"));

        jjava.evalRaw("throw new IllegalStateException();");
        assertThat(heard).isEmpty();
        jjava.evalRaw("throw new OutOfMemoryError();");

        assertThat(heard).containsExactly("full");
    }
}
