package mathsymbols.nn.fast;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Prepared convolutions and poolings, one after the other, with weights that never change and no way back. */
interface FrozenStack extends AutoCloseable {
    /**
     * @param images float32 {@code [n, channels, height, width]} of the shape it was made for, row by row
     * @return {@code [n, channels, height, width]} in any memory order
     */
    INDArray run(INDArray images);

    @Override
    void close();
}
