package mathsymbols.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mathsymbols.io.RowFile;
import mathsymbols.io.RowLayout;

/**
 * Labelled images of {@code [3, 224, 224]}: planes of red, green and blue, values from 0 (black) to 1 (white) in steps of
 * 1/255. The pixels stay in the memory-mapped cache; a set is a view of some of them. May be read by several threads.
 */
public final class ImageSet implements Examples {
    private final List<String> classes;
    private final List<ImageRef> refs;
    private final Pixels pixels;
    private final int[] slots;

    /** @param slots the place in {@code pixels} of each image of {@code refs} */
    ImageSet(List<String> classes, List<ImageRef> refs, Pixels pixels, int[] slots) {
        this.classes = List.copyOf(classes);
        this.refs = List.copyOf(refs);
        this.pixels = pixels;
        this.slots = slots.clone();
    }

    @Override
    public int size() {
        return slots.length;
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    @Override
    public int label(int index) {
        return classes.indexOf(refs.get(index).label());
    }

    /** The name of one image's class, such as {@code "add"}. */
    public String className(int index) {
        return refs.get(index).label();
    }

    /** The file that one image comes from. */
    public ImageRef ref(int index) {
        return refs.get(index);
    }

    @Override
    public long[] shape() {
        return new long[] {Images.CHANNELS, Images.SIZE, Images.SIZE};
    }

    @Override
    public void read(int index, FloatBuffer target) {
        pixels.read(slots[index], target);
    }

    /** One image's pixels, planar {@code [3, 224, 224]}, unsigned bytes 0 … 255. */
    public byte[] pixels(int index) {
        return pixels.bytes(slots[index]);
    }

    /** One image to look at, 224 × 224. */
    public BufferedImage image(int index) {
        return Images.image(pixels(index));
    }

    /**
     * A set as data, from which another machine makes it again where it has the file of pixels.
     *
     * @param layout of that file
     * @param rows the place in it of each image of {@code images}
     */
    public record Description(List<String> classes, List<ImageRef> images, RowLayout layout, int[] rows) {
        /** @throws IllegalArgumentException if the parts do not fit each other */
        public Description {
            boolean fit = images.size() == rows.length
                    && Arrays.stream(rows).allMatch(row -> row >= 0 && row < layout.rows())
                    && images.stream().allMatch(image -> classes.contains(image.label()));
            if (!fit) {
                throw new IllegalArgumentException("There is no such set of " + images.size() + " images in " + layout);
            }
            rows = rows.clone();
        }
    }

    /** This set as data. */
    public Description description() {
        return new Description(classes, refs, pixels.rows().layout(), slots);
    }

    /** The file that holds the pixels, of this set and mostly of others. */
    public Path file() {
        return pixels.rows().file();
    }

    /**
     * The set that {@link #description} describes.
     *
     * @param file of the pixels, as {@link #file} was
     * @throws IOException if it does not hold them
     */
    public static ImageSet of(Description set, Path file) throws IOException {
        Pixels pixels = new Pixels(RowFile.open(file, set.layout()));
        return new ImageSet(set.classes(), set.images(), pixels, set.rows());
    }

    /** These images and then those of another set of the same cache. */
    ImageSet and(ImageSet others) {
        return new ImageSet(
                classes,
                Stream.of(refs, others.refs).flatMap(List::stream).toList(),
                pixels,
                IntStream.concat(Arrays.stream(slots), Arrays.stream(others.slots))
                        .toArray());
    }

    /** The images at these places of this set, in this order. */
    public ImageSet subset(int... indices) {
        return new ImageSet(
                classes,
                Arrays.stream(indices).mapToObj(refs::get).toList(),
                pixels,
                Arrays.stream(indices).map(i -> slots[i]).toArray());
    }
}
