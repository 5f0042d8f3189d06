package mathsymbols.report;

import java.util.Set;

/**
 * What keeps a run's numbers from being held against the report's.
 *
 * @param sentence says it to the reader
 * @param otherwise what the run has otherwise than the report
 */
public record Caveat(String sentence, Set<Basis> otherwise) {
    public Caveat {
        otherwise = Set.copyOf(otherwise);
    }
}
