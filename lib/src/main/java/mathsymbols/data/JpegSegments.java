package mathsymbols.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A JPEG file taken apart at its markers (ITU T.81, annex B).
 *
 * @param image the file without what does not change its pixels: profiles, camera data, comments and whatever follows its
 *     end; many a program writes those oddly and every viewer passes over it. Adobe's note on the colours stays
 * @param components 1 (grey), 3 or 4
 * @param scans how often the decoder walks over the image
 * @param adobe whether Adobe's note on the colours is there
 * @param orientation as Exif counts it
 * @param ended whether the end marker is there; {@code image} has it always
 */
record JpegSegments(
        byte[] image, int width, int height, int components, int scans, boolean adobe, int orientation, boolean ended) {
    private static final int COEFFICIENTS = 64;

    static JpegSegments of(byte[] file) throws IOException {
        return new Walk(file).segments();
    }

    private static final class Walk {
        private final byte[] file;
        private final ByteArrayOutputStream image;
        private final Map<Integer, int[]> missingBits = new HashMap<>();
        private int at = 2;
        private int width;
        private int height;
        private int scans;
        private boolean progressive;
        private boolean adobe;
        private int orientation = Exif.UPRIGHT;
        private boolean ended;

        Walk(byte[] file) {
            this.file = file;
            this.image = new ByteArrayOutputStream(file.length + 2);
            image.write(file, 0, at);
        }

        JpegSegments segments() throws IOException {
            while (!ended && nextMarker()) {
                int marker = file[at - 1] & 255;
                if (marker == 0xd9) {
                    ended = true;
                } else if (marker != 0x01 && (marker < 0xd0 || marker > 0xd8)) {
                    segment(marker);
                }
            }
            boolean drawn = scans > 0 && missingBits.values().stream().allMatch(bits -> bits[0] < COEFFICIENTS);
            boolean whole = missingBits.values().stream()
                    .allMatch(bits -> Arrays.stream(bits).allMatch(bit -> bit == 0));
            if (!drawn || !ended && !whole) {
                throw new IOException("its last scan is missing");
            }
            image.write(0xff);
            image.write(0xd9);
            return new JpegSegments(
                    image.toByteArray(), width, height, missingBits.size(), scans, adobe, orientation, ended);
        }

        /** Goes behind the next marker, as libjpeg does: over whatever lies before it. */
        private boolean nextMarker() {
            while (at + 1 < file.length) {
                int second = file[at + 1] & 255;
                if ((file[at++] & 255) == 0xff && second != 0 && second != 0xff) {
                    at++;
                    return true;
                }
            }
            return false;
        }

        private void segment(int marker) throws IOException {
            int start = at;
            int length = unsigned16(start);
            if (length < 2 || start + length > file.length) {
                throw new IOException("a segment is cut off");
            }
            at = start + length;
            boolean inPixels = marker >= 0xc0 && marker <= 0xdf;
            if (marker == 0xe1
                    && orientation == Exif.UPRIGHT
                    && text(start + 2, 6).equals("Exif\0\0")) {
                orientation = Exif.orientation(
                        ByteBuffer.wrap(file, start + 2, length - 2).slice());
            } else if (marker == 0xee && text(start + 2, 5).equals("Adobe")) {
                adobe = true;
                inPixels = true;
            } else if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xcc) {
                frame(marker, start);
            }
            int end = at;
            if (marker == 0xda) {
                scan(start);
                end = endOfScan();
                at = end;
            }
            if (inPixels) {
                image.write(file, start - 2, end - start + 2);
            }
        }

        private void frame(int marker, int start) throws IOException {
            if (marker > 0xc2) {
                throw new KindNotReadException(
                        switch (marker) {
                            case 0xc3 -> "a lossless JPEG image";
                            case 0xc9, 0xca, 0xcb -> "an arithmetic-coded JPEG image";
                            default -> "a hierarchical JPEG image";
                        });
            }
            int bits = file[start + 2] & 255;
            if (bits != 8) {
                throw new KindNotReadException("a " + bits + "-bit JPEG image");
            }
            if (width > 0) {
                throw new IOException("it has two frames");
            }
            height = unsigned16(start + 3);
            width = unsigned16(start + 5);
            int components = file[start + 7] & 255;
            if (height == 0) {
                throw new KindNotReadException("a JPEG image that tells its height only at its end");
            }
            if (components != 1 && components != 3 && components != 4) {
                throw new KindNotReadException("a JPEG image of " + components + " components");
            }
            progressive = marker == 0xc2;
            for (int i = 0; i < components; i++) {
                int[] all = new int[COEFFICIENTS];
                Arrays.fill(all, COEFFICIENTS);
                missingBits.put(file[start + 8 + 3 * i] & 255, all);
            }
            if (missingBits.size() != components) {
                throw new IOException("two components have one name");
            }
        }

        /** Notes how many low bits of each coefficient are still missing after this scan. */
        private void scan(int start) throws IOException {
            scans++;
            int components = file[start + 2] & 255;
            int end = start + 3 + 2 * components;
            int first = progressive ? file[end] & 255 : 0;
            int last = progressive ? file[end + 1] & 255 : COEFFICIENTS - 1;
            int lowBits = progressive ? file[end + 2] & 15 : 0;
            for (int i = 0; i < components; i++) {
                int[] missing = missingBits.get(file[start + 3 + 2 * i] & 255);
                if (missing == null || first > last || last >= COEFFICIENTS) {
                    throw new IOException("a scan has nothing to draw");
                }
                Arrays.fill(missing, first, last + 1, lowBits);
            }
        }

        /** Where the marker begins that ends a scan's data. */
        private int endOfScan() {
            int end = at;
            while (end + 1 < file.length) {
                int second = file[end + 1] & 255;
                boolean data = (file[end] & 255) != 0xff || second == 0 || second == 0xff;
                if (!data && (second < 0xd0 || second > 0xd7)) {
                    return end;
                }
                end++;
            }
            // A file cut between the two bytes of its end marker has its first one still.
            return end < file.length && (file[end] & 255) == 0xff ? end : file.length;
        }

        private int unsigned16(int start) {
            return (file[start] & 255) << 8 | file[start + 1] & 255;
        }

        private String text(int start, int length) {
            return start + length > file.length ? "" : new String(file, start, length, StandardCharsets.ISO_8859_1);
        }
    }
}
