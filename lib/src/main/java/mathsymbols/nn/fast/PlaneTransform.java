package mathsymbols.nn.fast;

/**
 * T X Tᵀ of many small matrices X at once. Plane (i, j) is an array that holds element (i, j) of all of them side by side.
 * Its arrays are used again by the next call, so it is for one thread at a time.
 */
final class PlaneTransform {
    /** Gives or takes plane (i, j). */
    interface Plane {
        void at(int i, int j, float[] plane);
    }

    private final Transform transform;
    /** A column of X. */
    private final float[][] column;
    /** T X, row by row; and the same arrays column by column. */
    private final float[][][] rows;

    private final float[][][] columns;
    /** A row of T X Tᵀ. */
    private final float[][] row;

    /** @param length of a plane, at most */
    PlaneTransform(Transform transform, int length) {
        this.transform = transform;
        column = new float[transform.columns()][length];
        row = new float[transform.rows()][length];
        rows = new float[row.length][column.length][length];
        columns = new float[column.length][row.length][];
        for (int i = 0; i < row.length; i++) {
            for (int j = 0; j < column.length; j++) {
                columns[j][i] = rows[i][j];
            }
        }
    }

    /** How many planes there are in memory. */
    static int planes(Transform transform) {
        return transform.columns() * transform.rows() + transform.columns() + transform.rows();
    }

    /**
     * @param load fills a plane of X
     * @param n length of the planes
     * @param store takes a plane of the result, which it may overwrite
     */
    void run(Plane load, int n, Plane store) {
        for (int j = 0; j < columns.length; j++) {
            for (int i = 0; i < column.length; i++) {
                load.at(i, j, column[i]);
            }
            transform.apply(column, columns[j], n);
        }
        for (int i = 0; i < rows.length; i++) {
            transform.apply(rows[i], row, n);
            for (int j = 0; j < row.length; j++) {
                store.at(i, j, row[j]);
            }
        }
    }
}
