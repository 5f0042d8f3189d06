package mathsymbols.predict;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import mathsymbols.io.Printable;
import mathsymbols.predict.Prediction.Candidate;

/** Where {@code ./predict} writes its answers, each as soon as it is known. */
interface Answers {
    /** Below it an answer is called unsure, and the second candidate is told, too. */
    double SURE = 0.9;

    void add(Path file, Prediction prediction);

    void error(Path file, String sentence);

    /** After the last one. */
    void end();

    /** @param top how many candidates to tell; empty for one, and two where the first is not sure */
    static Answers to(PrintWriter out, boolean json, boolean csv, Optional<Integer> top) {
        if (json) {
            return new JsonAnswers(out, top);
        }
        return csv ? new CsvAnswers(out) : new Lines(out, top);
    }

    static boolean unsure(Prediction prediction) {
        return prediction.probability() < SURE;
    }

    static List<Candidate> told(Prediction prediction, Optional<Integer> top) {
        return prediction.top(top.orElse(unsure(prediction) ? 2 : 1));
    }

    /** A line for each image, for people. */
    record Lines(PrintWriter out, Optional<Integer> top) implements Answers {
        @Override
        public void add(Path file, Prediction prediction) {
            out.println(Printable.of(file + ": " + words(prediction)));
        }

        private String words(Prediction prediction) {
            String separator = top.isPresent() ? ", " : " or ";
            String told =
                    told(prediction, top).stream().map(Candidate::toString).collect(Collectors.joining(separator));
            if (prediction.none()) {
                return "none of the symbols (" + told + ")";
            }
            return unsure(prediction) ? told + ", unsure" : told;
        }

        /** Errors are told elsewhere. */
        @Override
        public void error(Path file, String sentence) {}

        @Override
        public void end() {
            out.flush();
        }
    }
}
