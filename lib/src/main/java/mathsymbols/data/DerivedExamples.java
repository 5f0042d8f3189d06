package mathsymbols.data;

import java.util.List;

/** Other values for the same labelled examples: how many there are, and of which classes, is as in the original. */
public interface DerivedExamples extends Examples {
    /** What the values are made from. */
    Examples original();

    @Override
    default int size() {
        return original().size();
    }

    @Override
    default List<String> classes() {
        return original().classes();
    }

    @Override
    default int label(int index) {
        return original().label(index);
    }
}
