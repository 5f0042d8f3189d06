package mathsymbols.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Which characters the names in an old zip archive are written in. The format does not tell: names are UTF-8 where an entry
 * says so, else by the standard code page 437, and in truth whatever the writing computer used. East Asian names are told
 * by their structure; where that is not clear, code page 437 keeps all names apart, whatever they look like.
 */
final class ZipNames {
    private record Candidate(String charset, String seenAs) {}

    /** Chinese in two bytes above 160 first, because code page 932 has characters for most pairs of bytes. */
    private static final List<Candidate> CANDIDATES =
            List.of(new Candidate("GBK", "GB2312"), new Candidate("windows-31j", "windows-31j"));

    private ZipNames() {}

    /** The characters of an archive whose names are not all UTF-8. */
    static Charset charset(Path archive) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile(), StandardCharsets.ISO_8859_1)) {
            List<byte[]> names = zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name ->
                            name.chars().anyMatch(c -> c >= 128) && name.chars().allMatch(c -> c < 256))
                    .map(name -> name.getBytes(StandardCharsets.ISO_8859_1))
                    .toList();
            return of(names);
        }
    }

    static Charset of(List<byte[]> names) {
        return CANDIDATES.stream()
                .filter(candidate -> Charset.isSupported(candidate.charset()))
                .filter(candidate -> fits(names, Charset.forName(candidate.seenAs())))
                .map(candidate -> Charset.forName(candidate.charset()))
                .findFirst()
                .orElse(Charset.isSupported("IBM437") ? Charset.forName("IBM437") : StandardCharsets.ISO_8859_1);
    }

    /** Whether all names can be read so, and most foreign words in them are not in the middle of a Latin word. */
    private static boolean fits(List<byte[]> names, Charset charset) {
        int balance = 0;
        for (byte[] name : names) {
            try {
                int[] text = charset.newDecoder()
                        .decode(ByteBuffer.wrap(name))
                        .codePoints()
                        .toArray();
                for (int i = 0; i < text.length; i++) {
                    if (text[i] >= 128) {
                        boolean amidLatin = isLatin(text, i - 1) || isLatin(text, i + 1);
                        balance += isEastAsian(text[i]) && !amidLatin ? 1 : -1;
                    }
                }
            } catch (CharacterCodingException e) {
                return false;
            }
        }
        return balance > 0;
    }

    private static boolean isLatin(int[] text, int at) {
        return at >= 0 && at < text.length && text[at] < 128 && Character.isLetter(text[at]);
    }

    private static boolean isEastAsian(int character) {
        Character.UnicodeBlock block = Character.UnicodeBlock.of(character);
        return block != Character.UnicodeBlock.HALFWIDTH_AND_FULLWIDTH_FORMS
                && (Character.isIdeographic(character)
                        || block == Character.UnicodeBlock.HIRAGANA
                        || block == Character.UnicodeBlock.KATAKANA);
    }
}
