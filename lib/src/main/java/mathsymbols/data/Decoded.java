package mathsymbols.data;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * An image file's picture.
 *
 * @param image upright, opaque, {@link BufferedImage#TYPE_3BYTE_BGR}
 * @param remarks one sentence for each oddity of the file that the picture may suffer from, such as
 *     {@code eq/7.jpg is read although it lacks its end marker.}; mostly empty
 */
public record Decoded(BufferedImage image, List<String> remarks) {
    public Decoded {
        remarks = List.copyOf(remarks);
    }
}
