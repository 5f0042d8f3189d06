package mathsymbols.notebook;

import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.channels.ShellChannel;
import io.github.spencerpark.jupyter.channels.ShellHandler;
import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.zeromq.ZMQ;

/**
 * The cells that wait behind the running one, as after "Run all". When that one fails they are discarded with the reply
 * {@code aborted}, as ipykernel does it: the reader then sees one error and not a cascade.
 */
final class QueuedCells {
    /** When nothing more has come for so long, the queue is empty. */
    private static final Duration SILENCE = Duration.ofMillis(50);

    private final JupyterConnection connection;

    QueuedCells(JupyterConnection connection) {
        this.connection = connection;
    }

    /**
     * Takes what has been asked until now, runs {@code tellError}, and then discards the cells and answers the rest. In this
     * order, because whoever asks after having heard of the error means it. Must be called by the thread that reads
     * {@code shell}.
     */
    void discard(ShellChannel shell, Runnable tellError) {
        List<Message<?>> waiting = waiting(shell);
        tellError.run();
        for (Message<?> message : waiting) {
            answer(shell, message);
        }
    }

    private static List<Message<?>> waiting(ShellChannel shell) {
        List<Message<?>> waiting = new ArrayList<>();
        long last = System.nanoTime();
        while (System.nanoTime() - last < SILENCE.toNanos()) {
            if ((shell.getEvents() & ZMQ.Poller.POLLIN) != 0) {
                waiting.add(shell.readMessage());
                last = System.nanoTime();
            } else {
                LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
            }
        }
        return waiting;
    }

    private <T> void answer(ShellChannel shell, Message<T> message) {
        ShellReplyEnvironment reply = connection.prepareReplyEnv(shell, message);
        MessageType<T> type = message.getHeader().getType();
        ShellHandler<T> handler = connection.getHandler(type);
        if (type == MessageType.EXECUTE_REQUEST) {
            reply.setStatusBusy();
            reply.reply(message(message, MessageType.EXECUTE_REPLY, Map.of("status", "aborted")));
            reply.setStatusIdle();
        } else if (handler != null) {
            handler.handle(reply, message);
            reply.resolveDeferrals();
        }
    }

    /** A reply that IJava has no class for. */
    @SuppressWarnings("unchecked")
    static Message<Object> message(Message<?> request, MessageType<?> type, Map<String, ?> content) {
        return new Message<>(request, (MessageType<Object>) type, new TreeMap<>(content));
    }
}
