package mathsymbols.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import mathsymbols.train.History;
import mathsymbols.train.History.Epoch;
import mathsymbols.tune.Oracle.Decision;
import mathsymbols.tune.Trial.Plan;
import mathsymbols.tune.Trial.Status;

/** Runs a whole search in no time: trials end as soon as they begin, with a score worked out from their plan. */
final class Simulation {
    private Simulation() {}

    static List<Trial> run(Oracle oracle, ToDoubleFunction<Plan> score) {
        List<Trial> trials = new ArrayList<>();
        for (Decision next = oracle.next(trials); next instanceof Oracle.Run run; next = oracle.next(trials)) {
            trials.add(completed(trials.size() + 1, run.plan(), score.applyAsDouble(run.plan())));
        }
        if (!(oracle.next(trials) instanceof Oracle.Stop)) {
            throw new AssertionError("The oracle waits, but nothing runs");
        }
        return trials;
    }

    /** The same with several trials at once, of which any may end first. */
    static List<Trial> run(Oracle oracle, ToDoubleFunction<Plan> score, int atOnce, RandomGenerator random) {
        List<Trial> trials = new ArrayList<>();
        List<Trial> running = new ArrayList<>();
        while (true) {
            Decision next = running.size() < atOnce ? oracle.next(trials) : new Oracle.Wait();
            if (next instanceof Oracle.Run run) {
                running.add(Trial.begin(trials.size() + 1, run.plan()));
                trials.add(running.get(running.size() - 1));
            } else if (next instanceof Oracle.Stop) {
                return trials;
            } else {
                Trial ended = running.remove(random.nextInt(running.size()));
                trials.set(
                        ended.number() - 1, completed(ended.number(), ended.plan(), score.applyAsDouble(ended.plan())));
            }
        }
    }

    static Trial completed(int number, Plan plan, double score) {
        return Trial.begin(number, plan)
                .completed(score, plan.epochs(), history(plan, score), 1)
                .asEnded(number, number);
    }

    static Trial failed(int number, Plan plan) {
        return Trial.begin(number, plan).failed(Status.FAILED, "no reason", 1).asEnded(number, number);
    }

    /** The epochs of a plan, each with the same validation accuracy. */
    static History history(Plan plan, double valAccuracy) {
        History history = History.empty();
        for (int epoch = plan.initialEpoch() + 1; epoch <= plan.epochs(); epoch++) {
            history = history.plus(new Epoch(epoch, 1, 0.5, 1, valAccuracy, 1, 100));
        }
        return history;
    }
}
