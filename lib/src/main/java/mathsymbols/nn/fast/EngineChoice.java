package mathsymbols.nn.fast;

import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Which engine computes, and why.
 *
 * @param reason completes a sentence that begins with the engine
 */
record EngineChoice(Engine engine, String reason) {

    /** For a network that computes in {@code type} on this machine. */
    static EngineChoice of(DataType type) {
        return choose(type, Nd4j.getEnvironment().isCPU(), OneDnn.obstacle());
    }

    /**
     * oneDNN where it can do the work, else ND4J's own operations.
     *
     * @param processor whether ND4J computes on the processor
     * @param obstacle why oneDNN cannot be loaded here; empty if it is
     */
    static EngineChoice choose(DataType type, boolean processor, Optional<String> obstacle) {
        if (!processor) {
            return nd4j("ND4J computes on a graphics card");
        }
        if (obstacle.isPresent()) {
            return nd4j(obstacle.get());
        }
        return type == DataType.FLOAT
                ? new EngineChoice(new OneDnnEngine(), "float32 on the processor")
                : nd4j("oneDNN computes in FLOAT, this network in " + type);
    }

    private static EngineChoice nd4j(String reason) {
        return new EngineChoice(new Nd4jEngine(), reason);
    }
}
