package mathsymbols.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** Writes uncompressed TIFF files of one strip, or of one strip a plane, or of tiles, as TIFF 6.0 has them. */
final class TiffBytes {
    private static final int TILE = 16;

    private final ByteOrder order;
    private final TreeMap<Integer, int[]> tags = new TreeMap<>();
    private boolean tiled;

    TiffBytes(ByteOrder order, int photometric, int bits, int bands) {
        this.order = order;
        int[] all = new int[bands];
        Arrays.fill(all, bits);
        tag(258, all).tag(259, 1).tag(262, photometric).tag(277, bands).tag(284, 1);
    }

    /** Numbers of 16 bits; sizes and places are written as numbers of 32. */
    TiffBytes tag(int tag, int... values) {
        tags.put(tag, values);
        return this;
    }

    TiffBytes tiled() {
        tiled = true;
        return this;
    }

    byte[] write(int[][][] samples) {
        int height = samples.length;
        int width = samples[0].length;
        int bands = samples[0][0].length;
        int bits = tags.get(258)[0];
        boolean planar = tags.get(284)[0] == 2;
        List<byte[]> parts = new ArrayList<>();
        for (int plane = 0; plane < (planar ? bands : 1); plane++) {
            int side = tiled ? TILE : Math.max(width, height);
            for (int top = 0; top < height; top += side) {
                for (int left = 0; left < width; left += side) {
                    BitWriter all = new BitWriter();
                    for (int y = top; y < (tiled ? top + TILE : height); y++) {
                        BitWriter row = new BitWriter();
                        for (int x = left; x < (tiled ? left + TILE : width); x++) {
                            for (int band = 0; band < bands; band++) {
                                if (!planar || band == plane) {
                                    put(row, y < height && x < width ? samples[y][x][band] : 0, bits);
                                }
                            }
                        }
                        for (byte value : row.bytes()) {
                            all.put(value, 8);
                        }
                    }
                    parts.add(all.bytes());
                }
            }
        }
        tag(256, width).tag(257, height);
        int[] offsets = new int[parts.size()];
        int[] counts = new int[parts.size()];
        int at = 8;
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = at;
            counts[i] = parts.get(i).length;
            at += counts[i];
        }
        if (tiled) {
            tag(322, TILE).tag(323, TILE).tag(324, offsets).tag(325, counts);
        } else {
            tag(273, offsets).tag(278, height).tag(279, counts);
        }
        return file(parts, at);
    }

    private void put(BitWriter row, int value, int bits) {
        if (bits == 16 && order == ByteOrder.LITTLE_ENDIAN) {
            row.put(value & 255, 8);
            row.put(value >> 8, 8);
        } else {
            row.put(value, bits);
        }
    }

    private byte[] file(List<byte[]> parts, int directory) {
        var wide = new TreeSet<>(List.of(273, 279, 324, 325));
        ByteBuffer file = ByteBuffer.allocate(directory + 20_000).order(order);
        file.put((order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM").getBytes()).putShort((short) 42);
        file.putInt(directory);
        parts.forEach(file::put);
        file.putShort((short) tags.size());
        int beyond = directory + 2 + 12 * tags.size() + 4;
        for (var tag : tags.entrySet()) {
            int[] values = tag.getValue();
            int size = wide.contains(tag.getKey()) ? 4 : 2;
            file.putShort(tag.getKey().shortValue())
                    .putShort((short) (size == 4 ? 4 : 3))
                    .putInt(values.length);
            int entry = file.position();
            if (values.length * size > 4) {
                file.putInt(beyond).position(beyond);
                beyond += values.length * size + values.length * size % 2;
            }
            for (int value : values) {
                if (size == 4) {
                    file.putInt(value);
                } else {
                    file.putShort((short) value);
                }
            }
            file.position(entry + 4);
        }
        file.putInt(0);
        return Arrays.copyOf(file.array(), beyond);
    }
}
