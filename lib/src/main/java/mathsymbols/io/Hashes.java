package mathsymbols.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Fingerprints of files and bytes as lower-case hexadecimal digits. */
public final class Hashes {
    private Hashes() {}

    /** SHA-256 of a file's content, 64 digits. */
    public static String sha256(Path file) throws IOException {
        return of(file, "SHA-256");
    }

    /** SHA-256 of bytes, 64 digits. */
    public static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(digest("SHA-256").digest(bytes));
    }

    /** MD5 of a file's content, 32 digits: good against a damaged download, not against a forged one. */
    public static String md5(Path file) throws IOException {
        return of(file, "MD5");
    }

    private static String of(Path file, String algorithm) throws IOException {
        MessageDigest digest = digest(algorithm);
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has " + algorithm, e);
        }
    }
}
