package mathsymbols.data;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The image formats that are read, recognised by a file's first bytes, and which library decodes each. A library is
 * chosen for what it reads right and for what its readers are known to let through when a file is hostile:
 *
 * <ul>
 *   <li>JPEG and PNG: OpenCV (libjpeg-turbo and libpng), which is fast and gives the very pixels that TensorFlow gave the
 *       report. OpenCV forgets the transparent shade of a grey PNG, so {@link PngFile} puts it back.
 *   <li>BMP, GIF and TIFF: the JDK's Image I/O, which is memory-safe and keeps palettes, masks, polarity and transparency
 *       apart. OpenCV 4.5.5 takes the unused byte of a BMP for transparency, shows deep min-is-white TIFF files as their
 *       negatives, and brings libtiff 4.2.0.
 *   <li>WebP: TwelveMonkeys Image I/O in plain Java, because OpenCV 4.5.5 brings libwebp 1.2.0, in which a crafted image
 *       writes outside of its memory (CVE-2023-4863).
 * </ul>
 *
 * <p>How a camera was held is read by {@link Exif} for all of them; what transparent parts show is settled by
 * {@link PaperWhite}. Colour profiles are passed over, as TensorFlow passes them over.
 */
enum ImageFormat {
    JPEG,
    PNG,
    GIF,
    BMP,
    TIFF,
    WEBP;

    /** So many bytes of a file tell its kind. */
    static final int HEAD = 132;

    /** How messages list the formats. */
    static final String LIST = "JPEG, PNG, GIF, BMP, TIFF or WebP";

    private record Magic(String kind, int at, String bytes) {}

    /** Kinds that people have and that are not read, to be called by their names. */
    private static final List<Magic> OTHERS = List.of(
            new Magic("an AVIF image", 4, "ftypavi"),
            new Magic("a HEIC image", 4, "ftyphei"),
            new Magic("a HEIC image", 4, "ftyphev"),
            new Magic("a HEIC image", 4, "ftypmif1"),
            new Magic("a HEIC image", 4, "ftypmsf1"),
            new Magic("a video", 4, "ftyp"),
            new Magic("a JPEG XL image", 0, "\377\n"),
            new Magic("a JPEG XL image", 4, "JXL \r\n"),
            new Magic("a JPEG 2000 image", 4, "jP  \r\n"),
            new Magic("a JPEG 2000 image", 0, "\377O\377Q"),
            new Magic("a JPEG XR image", 0, "II\274"),
            new Magic("a BigTIFF image", 0, "II+\0"),
            new Magic("a BigTIFF image", 0, "MM\0+"),
            new Magic("a Photoshop image", 0, "8BPS"),
            new Magic("a GIMP image", 0, "gimp xcf"),
            new Magic("a PDF document", 0, "%PDF"),
            new Magic("a PostScript document", 0, "%!PS"),
            new Magic("an SVG drawing", 0, "<svg"),
            new Magic("an SVG drawing or another XML file", 0, "<?xml"),
            new Magic("an icon", 0, "\0\0\1\0"),
            new Magic("an OpenEXR image", 0, "v/1\1"),
            new Magic("a Radiance image", 0, "#?RADIANCE"),
            new Magic("a QOI image", 0, "qoif"),
            new Magic("an MNG animation", 0, "\212MNG"),
            new Magic("a DjVu document", 0, "AT&TFORM"),
            new Magic("a DICOM image", 128, "DICM"),
            new Magic("a Netpbm image", 0, "P1\n"),
            new Magic("a Netpbm image", 0, "P2\n"),
            new Magic("a Netpbm image", 0, "P3\n"),
            new Magic("a Netpbm image", 0, "P4\n"),
            new Magic("a Netpbm image", 0, "P5\n"),
            new Magic("a Netpbm image", 0, "P6\n"),
            new Magic("a web page", 0, "<html"),
            new Magic("a web page", 0, "<!DOCTYPE"),
            new Magic("a pointer of Git LFS and not the image itself", 0, "version https://git-lfs"));

    /** The format of a file that begins so; empty if it is none of these. */
    static Optional<ImageFormat> of(byte[] head) {
        String text = text(head);
        if (text.startsWith("\377\330\377")) {
            return Optional.of(JPEG);
        } else if (text.startsWith("\211PNG\r\n\032\n")) {
            return Optional.of(PNG);
        } else if (text.startsWith("GIF87a") || text.startsWith("GIF89a")) {
            return Optional.of(GIF);
        } else if (text.startsWith("BM")) {
            return Optional.of(BMP);
        } else if (text.startsWith("II*\0") || text.startsWith("MM\0*")) {
            return Optional.of(TIFF);
        } else if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) {
            return Optional.of(WEBP);
        }
        return Optional.empty();
    }

    /** What a file that begins so is, such as {@code a HEIC image}, if it is of a known kind that is not read. */
    static Optional<String> otherKind(byte[] head) {
        String text = text(head);
        return OTHERS.stream()
                .filter(magic -> text.startsWith(magic.bytes(), magic.at()))
                .map(Magic::kind)
                .findFirst();
    }

    private static String text(byte[] head) {
        return new String(head, 0, Math.min(head.length, HEAD), StandardCharsets.ISO_8859_1);
    }
}
