package mathsymbols.predict;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import mathsymbols.data.Images;
import mathsymbols.io.InputException;
import mathsymbols.io.Printable;

/**
 * {@code labels.csv}, which tells of each image of a folder what it shows, as people and spreadsheets write it: lines
 * {@code file,label} with or without a heading, separated by commas, semicolons or tabs, quoted or not, in UTF-8, UTF-16 or
 * Windows' code page, with a column of numbers before them or others behind.
 */
public final class LabelFile {
    private static final String NAME = "labels.csv";
    private static final Set<String> FILE_HEADINGS = Set.of("file", "filename", "file name", "image", "name");
    private static final Set<String> LABEL_HEADINGS = Set.of("label", "class", "symbol");
    private static final String REMEDY = ": write lines such as 01.png,add";

    private LabelFile() {}

    private record Line(int number, List<String> cells) {
        int place(Set<String> headings) {
            for (int i = 0; i < cells.size(); i++) {
                if (headings.contains(cells.get(i).toLowerCase(Locale.ROOT))) {
                    return i;
                }
            }
            return -1;
        }

        int placeOfImage() {
            for (int i = 0; i < cells.size(); i++) {
                if (Images.isImageName(cells.get(i)) && cells.get(i).contains(".")) {
                    return i;
                }
            }
            return -1;
        }
    }

    /**
     * The labels of a folder's images by the names of their files, in the order of the file's lines; none where there is no
     * {@code labels.csv}.
     *
     * @throws InputException if a line is no file and label, or names a file that is not there or was named before
     */
    public static Map<String, String> read(Path folder) {
        Path file = folder.resolve(NAME);
        if (!Files.exists(file)) {
            return Map.of();
        }
        try {
            return labels(lines(text(Files.readAllBytes(file))), file, names(folder));
        } catch (IOException | TextParsingException e) {
            throw new InputException(file + " cannot be read: make it a text file of lines file,label.", e);
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private static Map<String, String> labels(List<Line> lines, Path file, List<String> names) {
        Map<String, String> labels = new LinkedHashMap<>();
        if (lines.isEmpty()) {
            return labels;
        }
        Line first = lines.get(0);
        boolean headed = first.placeOfImage() < 0;
        List<Line> body = headed ? lines.subList(1, lines.size()) : lines;
        int fileColumn = headed ? first.place(FILE_HEADINGS) : -1;
        int labelColumn = headed ? first.place(LABEL_HEADINGS) : -1;
        if (fileColumn < 0 && !body.isEmpty()) {
            fileColumn = Math.max(0, body.get(0).placeOfImage());
        }
        if (labelColumn < 0) {
            labelColumn = fileColumn + 1;
        }
        for (Line line : body) {
            List<String> cells = line.cells();
            if (Math.max(fileColumn, labelColumn) >= cells.size()
                    || cells.get(fileColumn).isEmpty()
                    || cells.get(labelColumn).isEmpty()) {
                throw new InputException(
                        file + " does not tell a file and its label in line " + line.number() + REMEDY + ".");
            }
            String name = present(cells.get(fileColumn), names, file, line);
            if (labels.putIfAbsent(name, cells.get(labelColumn)) != null) {
                throw new InputException(file + " names " + Printable.of(name) + " again in line " + line.number()
                        + ": take one of the lines away.");
            }
        }
        return labels;
    }

    /** The name of a file as it is there, where upper and lower case may differ. */
    private static String present(String named, List<String> names, Path file, Line line) {
        if (names.contains(named)) {
            return named;
        }
        return names.stream()
                .filter(name -> name.equalsIgnoreCase(named))
                .findFirst()
                .orElseThrow(() -> new InputException(file + " names " + Printable.of(named) + " in line "
                        + line.number() + ", which is not in the folder: correct the name or take the line away."));
    }

    private static List<Line> lines(String text) {
        CsvParserSettings settings = new CsvParserSettings();
        settings.getFormat().setDelimiter(delimiter(text));
        settings.setLineSeparatorDetectionEnabled(true);
        settings.setNullValue("");
        settings.setEmptyValue("");
        settings.setMaxCharsPerColumn(-1);
        CsvParser parser = new CsvParser(settings);
        List<Line> lines = new ArrayList<>();
        parser.beginParsing(new StringReader(text));
        for (String[] cells = parser.parseNext(); cells != null; cells = parser.parseNext()) {
            int number = (int) parser.getContext().currentLine();
            lines.add(new Line(number, Arrays.stream(cells).map(String::strip).toList()));
        }
        return lines;
    }

    /** The one that the first line has most of. */
    private static char delimiter(String text) {
        String first = text.lines().findFirst().orElse("").replaceAll("\"[^\"]*\"", "");
        char best = ',';
        for (char candidate : new char[] {';', '\t'}) {
            if (count(first, candidate) > count(first, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static long count(String text, char character) {
        return text.chars().filter(c -> c == character).count();
    }

    private static String text(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (text.startsWith("\u00ff\u00fe") || text.length() > 1 && text.charAt(1) == 0) {
            text = new String(bytes, StandardCharsets.UTF_16LE);
        } else if (text.startsWith("\u00fe\u00ff") || text.startsWith("\0")) {
            text = new String(bytes, StandardCharsets.UTF_16BE);
        } else {
            text = eightBits(bytes);
        }
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private static String eightBits(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, Charset.forName("windows-1252"));
        }
    }
}
