package mathsymbols.bench;

/** A library that does the work. */
enum Contender {
    OURS,
    STOCK,
    DJL;

    /** Whether it is asked: stock Deeplearning4j unrolls 64 images of VGG19 into more memory than most machines have. */
    boolean takesPart(Work work) {
        return this != STOCK || work != Work.VGG19_FEATURES_64;
    }

    /** Gets ready; the result does the work once. */
    Runnable prepare(Work work) {
        return switch (this) {
            case OURS -> Dl4j.prepare(work, true);
            case STOCK -> Dl4j.prepare(work, false);
            case DJL -> Djl.prepare(work);
        };
    }
}
