package mathsymbols.predict;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** An exported model as another program runs it: ONNX Runtime. */
final class OnnxModel implements AutoCloseable {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    OnnxModel(Path file) throws OrtException {
        session = environment.createSession(file.toString());
    }

    OrtSession session() {
        return session;
    }

    float[] probabilities(BufferedImage image) throws OrtException {
        return (float[]) outputs(image).get("probabilities");
    }

    Map<String, Object> outputs(BufferedImage image) throws OrtException {
        long[] shape = {image.getHeight(), image.getWidth(), 3};
        try (OnnxTensor input = OnnxTensor.createTensor(environment, rgb(image), shape, OnnxJavaType.UINT8);
                OrtSession.Result result = session.run(Map.of("image", input))) {
            Map<String, Object> outputs = new HashMap<>();
            for (var output : result) {
                outputs.put(output.getKey(), output.getValue().getValue());
            }
            return outputs;
        }
    }

    private static ByteBuffer rgb(BufferedImage image) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(3 * image.getWidth() * image.getHeight());
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int pixel = image.getRGB(x, y);
                bytes.put((byte) (pixel >> 16)).put((byte) (pixel >> 8)).put((byte) pixel);
            }
        }
        return bytes.flip();
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
