package mathsymbols.nn.fast;

import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Whether a backward pass is that of a training step. {@link MultiLayerNetwork} then throws the gradient with respect to
 * its own input away, while {@code calculateGradients} and {@code backpropGradient} return it. Layers are not told:
 * workspaces and arguments are the same in all three. Only the calling method tells, so that is looked at.
 */
final class TrainingStep {
    private static final StackWalker CALLERS = StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE);

    private TrainingStep() {}

    /** Asked from within a layer's {@code backpropGradient}. False if in doubt. */
    static boolean isRunning() {
        return CALLERS.walk(frames -> frames.dropWhile(frame -> !isBackwardPass(frame))
                        .dropWhile(TrainingStep::isBackwardPass)
                        .findFirst())
                .filter(caller -> caller.getMethodName().equals("computeGradientAndScore"))
                .isPresent();
    }

    private static boolean isBackwardPass(StackFrame frame) {
        return frame.getDeclaringClass() == MultiLayerNetwork.class
                && frame.getMethodName().equals("calcBackpropGradients");
    }
}
