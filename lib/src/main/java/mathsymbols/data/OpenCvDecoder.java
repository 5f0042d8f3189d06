package mathsymbols.data;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;

import java.io.IOException;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/** Decodes with OpenCV. */
final class OpenCvDecoder {
    private OpenCvDecoder() {}

    /** @param flags OpenCV's {@code IMREAD_…} */
    static Mat decode(byte[] file, int flags) throws IOException {
        try (BytePointer bytes = new BytePointer(file);
                Mat encoded = new Mat(1, file.length, CV_8UC1, bytes)) {
            Mat pixels = imdecode(encoded, flags);
            if (pixels.empty()) {
                pixels.close();
                throw new IOException("OpenCV cannot decode it");
            }
            return pixels;
        }
    }
}
