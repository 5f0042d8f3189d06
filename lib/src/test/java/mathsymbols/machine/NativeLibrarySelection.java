package mathsymbols.machine;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Chooses the native build before the first test class is loaded; found through {@code META-INF/services}. */
public final class NativeLibrarySelection implements LauncherSessionListener {
    @Override
    public void launcherSessionOpened(LauncherSession session) {
        NativeLibrary.select();
    }
}
