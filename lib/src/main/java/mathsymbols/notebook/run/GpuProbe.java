package mathsymbols.notebook.run;

import mathsymbols.machine.Device;
import mathsymbols.machine.NativeLibrary;

/** Whether ND4J computes on a GPU: a program of its own, because one program computes with one back end only. */
final class GpuProbe {
    private GpuProbe() {}

    /** Ends with 0 if it does, else with 1. */
    public static void main(String[] none) {
        NativeLibrary.select();
        System.exit(Device.current().gpus().isEmpty() ? 1 : 0);
    }
}
