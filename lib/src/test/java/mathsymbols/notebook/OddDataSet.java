package mathsymbols.notebook;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import mathsymbols.predict.PictureFiles;

/** Data sets with which nothing is wrong and that differ from the report's as a person's own may. */
enum OddDataSet {
    /** Few images, each twice, of odd sizes, in classes with odd names. */
    SOMETHING_OF_MOST {
        @Override
        void fill(Archive archive) throws IOException {
            for (String label : List.of("<b>a & b", "ضرب", "%s%n")) {
                for (int i = 0; i < 7; i++) {
                    int[] size = SIZES[i % SIZES.length];
                    byte[] image = PictureFiles.encoded(drawing(size[0], size[1], i, Color.WHITE, Color.RED), "png");
                    archive.add(label, i + ".png", image);
                    archive.add(label, i + " again.png", image);
                }
            }
        }
    },
    TWO_CLASSES_OF_TEN {
        @Override
        void fill(Archive archive) throws IOException {
            archive.add(10, "yes", "no");
        }
    },
    AS_MANY_CLASSES_AS_HASY {
        @Override
        void fill(Archive archive) throws IOException {
            archive.add(10, IntStream.range(0, 369).mapToObj(i -> "latex-" + i).toArray(String[]::new));
        }
    },
    TEN_THOUSAND_BESIDE_TEN {
        @Override
        void fill(Archive archive) throws IOException {
            archive.add(10_000, "common");
            archive.add(10, "rare");
        }
    },
    EVERY_IMAGE_HAS_TWINS {
        @Override
        void fill(Archive archive) throws IOException {
            for (String label : List.of("one", "two", "three")) {
                byte[] image = PictureFiles.encoded(drawing(64, 64, label.hashCode(), Color.WHITE, Color.BLACK), "png");
                for (int i = 0; i < 20; i++) {
                    archive.add(label, i + ".png", image);
                }
            }
        }
    },
    OTHER_ALPHABETS {
        @Override
        void fill(Archive archive) throws IOException {
            archive.add(12, "加", "被积函数的符号", "ضرب", "אלף", "κ̃", "\uD835\uDF0B", "👩‍👩‍👧", "ñ", "n\u0303");
        }
    },
    NAMES_OF_MARKUP {
        @Override
        void fill(Archive archive) throws IOException {
            archive.add(12, "<b>bold", "a & b", "\"quoted\"", "it's", "100%", "%s%n", "$x^2$", "{}", "a,b;c", "`code`");
        }
    },
    NAMES_OF_NUMBERS_AND_FLAGS {
        @Override
        void fill(Archive archive) throws IOException {
            archive.add(12, "0", "00", "-1", "1e3", "NaN", "null", "true", ".5", "CON", " spaced ");
        }
    },
    NAMES_AS_LONG_AS_MAY_BE {
        @Override
        void fill(Archive archive) throws IOException {
            archive.add(12, "W".repeat(100), "W".repeat(99) + "V", "two words ".repeat(9) + "end");
        }
    },
    LIGHT_ON_DARK_AND_SMALL {
        @Override
        void fill(Archive archive) throws IOException {
            for (int digit = 0; digit < 10; digit++) {
                for (int i = 0; i < 15; i++) {
                    archive.add(
                            "digit " + digit,
                            i + ".png",
                            PictureFiles.encoded(drawing(28, 28, 100 * digit + i, Color.BLACK, Color.WHITE), "png"));
                }
            }
        }
    },
    ODD_SIZES {
        @Override
        void fill(Archive archive) throws IOException {
            for (String label : List.of("wide", "high")) {
                for (int i = 0; i < 18; i++) {
                    int[] size = SIZES[i % SIZES.length];
                    archive.add(
                            label,
                            i + ".png",
                            PictureFiles.encoded(drawing(size[0], size[1], i, Color.WHITE, Color.RED), "png"));
                }
            }
        }
    },
    EVERY_FORMAT_AND_NOTHING_ON_IT {
        @Override
        void fill(Archive archive) throws IOException {
            List<String> formats = List.of("png", "jpg", "bmp", "gif", "tif");
            for (String label : List.of("white", "grey")) {
                Color paper = label.equals("white") ? Color.WHITE : Color.GRAY;
                for (int i = 0; i < 20; i++) {
                    String format = formats.get(i % formats.size());
                    archive.add(
                            label,
                            i + "." + format,
                            PictureFiles.encoded(drawing(60, 50 + i, 0, paper, paper), format));
                }
            }
        }
    },
    A_THIRD_IS_DAMAGED {
        @Override
        void fill(Archive archive) throws IOException {
            archive.add(20, "good", "also good");
            for (int i = 0; i < 20; i++) {
                byte[] image = PictureFiles.encoded(drawing(50, 50, i, Color.WHITE, Color.BLACK), "png");
                archive.add("bad", i + ".png", Arrays.copyOf(image, i % 10 == 0 ? image.length : 60));
            }
        }
    };

    private static final int[][] SIZES = {{1, 1}, {1, 900}, {900, 1}, {2, 3}, {1500, 40}, {7, 7}};

    abstract void fill(Archive archive) throws IOException;

    /** Writes it as a zip archive. */
    Path write(Path folder) throws IOException {
        Path file = folder.resolve(name().toLowerCase(Locale.ROOT) + ".zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file), StandardCharsets.UTF_8)) {
            fill(new Archive(zip));
        }
        return file;
    }

    /** A zip archive that is being written. */
    record Archive(ZipOutputStream zip) {
        /** So many drawings of each class. */
        void add(int count, String... labels) throws IOException {
            for (String label : labels) {
                for (int i = 0; i < count; i++) {
                    int seed = 31 * label.hashCode() + i;
                    add(label, i + ".png", PictureFiles.encoded(drawing(48, 40, seed, Color.WHITE, Color.BLUE), "png"));
                }
            }
        }

        void add(String label, String file, byte[] bytes) throws IOException {
            zip.putNextEntry(new ZipEntry("dataset/" + label + "/" + file));
            zip.write(bytes);
            zip.closeEntry();
        }
    }

    private static BufferedImage drawing(int width, int height, int seed, Color paper, Color ink) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(paper);
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(ink);
        graphics.setStroke(new BasicStroke(Math.max(1, Math.min(width, height) / 12)));
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 4; i++) {
            graphics.drawLine(
                    random.nextInt(width), random.nextInt(height), random.nextInt(width), random.nextInt(height));
        }
        graphics.dispose();
        return image;
    }
}
