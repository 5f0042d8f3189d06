package mathsymbols.data;

import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;

/** Images as a {@link Distortion} leaves them, all by the same amount: {@code [3, 224, 224]}, made as they are read. */
public record DistortedImages(ImageSet original, Distortion kind, double amount) implements DerivedExamples {
    @Override
    public long[] shape() {
        return original.shape();
    }

    @Override
    public void read(int index, FloatBuffer target) {
        target.put(values(index));
    }

    /** One image to look at, 224 × 224. */
    public BufferedImage image(int index) {
        return Images.image(Images.pixels(values(index)));
    }

    /** The same images as the small reader sees them. */
    public Examples glyphs() {
        DistortedImages images = this;
        return new DerivedExamples() {
            @Override
            public Examples original() {
                return images;
            }

            @Override
            public long[] shape() {
                return Glyph.shape();
            }

            @Override
            public void read(int index, FloatBuffer target) {
                target.put(Glyph.of(image(index)).values());
            }
        };
    }

    private float[] values(int index) {
        FloatBuffer values = FloatBuffer.allocate(Images.VALUES);
        original.read(index, values);
        return kind.apply(values.array(), amount);
    }
}
