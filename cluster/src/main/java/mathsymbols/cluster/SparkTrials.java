package mathsymbols.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import mathsymbols.data.Examples;
import mathsymbols.data.ImageSet;
import mathsymbols.io.InputException;
import mathsymbols.io.Json;
import mathsymbols.train.History;
import mathsymbols.tune.NetworkTrials;
import mathsymbols.tune.Trial;
import mathsymbols.tune.TrialRunner;
import mathsymbols.tune.Values;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.scheduler.SparkListener;

/**
 * Has executors train the trials, as many at once as there is room for. The images go to each executor once, a promoted
 * trial's weights to the one that goes on with it; the weights of its best epoch and its history come back into the trial's
 * folder, as if it had been trained here.
 */
final class SparkTrials implements TrialRunner {
    private final SparkMachines machines;
    private final NetworkTrials trials;
    private final String fit;
    private Broadcast<SharedImages> images;

    SparkTrials(SparkMachines machines, NetworkTrials trials) {
        this.machines = machines;
        this.trials = trials;
        this.fit = FitJson.write(trials.fitSettings());
    }

    /** Sent when the first trial begins: a search that has all of them needs none. */
    private synchronized Broadcast<SharedImages> images() throws IOException {
        if (images == null) {
            images = machines.broadcast(SharedImages.of(machines, images(trials.train()), images(trials.validation())));
        }
        return images;
    }

    private static ImageSet images(Examples examples) {
        if (examples instanceof ImageSet set) {
            return set;
        }
        throw new InputException("Only images can be sent to a cluster's machines, not "
                + examples.getClass().getSimpleName() + ": search on this machine.");
    }

    @Override
    public OptionalInt atOnce() {
        return OptionalInt.of(Math.max(1, machines.slots()));
    }

    @Override
    public History run(Assignment assignment) throws Exception {
        if (assignment.predecessor().isEmpty()) {
            return run(assignment, null);
        }
        Broadcast<byte[]> predecessor = machines.broadcast(trials.weightsBefore(assignment));
        try {
            return run(assignment, predecessor);
        } finally {
            machines.forget(predecessor);
        }
    }

    private History run(Assignment assignment, Broadcast<byte[]> predecessor) throws Exception {
        Trial trial = assignment.trial();
        LatestStep progress = new LatestStep();
        SparkListener heartbeats = progress.toldTo(trials.listener().apply(trial));
        machines.follow(progress, heartbeats);
        try {
            TrialTask.Order order = new TrialTask.Order(
                    NetworkJson.write(trials.configuration().apply(trial.values())),
                    fit,
                    Json.MAPPER.writeValueAsString(trial),
                    assignment.objective(),
                    predecessor);
            return machines.run("trial " + trial.number(), new TrialTask(images(), progress), order)
                    .in(assignment.folder());
        } finally {
            machines.unfollow(heartbeats);
        }
    }

    @Override
    public Map<String, String> fingerprint(Values example) {
        return trials.fingerprint(example);
    }

    @Override
    public void recorded(Path folder) throws IOException {
        trials.recorded(folder);
    }
}
