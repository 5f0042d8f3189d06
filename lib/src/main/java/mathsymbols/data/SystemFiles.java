package mathsymbols.data;

import java.util.Set;

/** Files and folders that systems and programs put beside people's own, such as previews and waste bins. */
final class SystemFiles {
    private static final Set<String> NAMES = Set.of(
            "__MACOSX",
            "@eaDir",
            "@tmp",
            "#recycle",
            "#snapshot",
            "@Recycle",
            "@Recently-Snapshot",
            "$RECYCLE.BIN",
            "System Volume Information",
            "lost+found",
            "__pycache__",
            "Thumbs.db",
            "ehthumbs.db",
            "desktop.ini",
            "Icon\r");

    /** Why they are passed over. */
    static final String REASON = "hidden, or the system's own";

    private SystemFiles() {}

    /** Whether a file or folder of this name is hidden or one of the system's. */
    static boolean isOne(String name) {
        return name.startsWith(".") || NAMES.contains(name);
    }

    /** Whether any part of a path is. */
    static boolean isInOne(String path) {
        for (String part : path.split("/")) {
            if (isOne(part)) {
                return true;
            }
        }
        return false;
    }
}
