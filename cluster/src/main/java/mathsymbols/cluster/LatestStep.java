package mathsymbols.cluster;

import mathsymbols.train.TrainingListener;
import mathsymbols.train.TrainingListener.Step;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.util.AccumulatorV2;
import scala.jdk.javaapi.CollectionConverters;

/** How far a trial is. An executor's heartbeats, one in ten seconds unless Spark is told otherwise, bring it to the driver. */
final class LatestStep extends AccumulatorV2<Step, Step> {
    private static final long serialVersionUID = 1L;

    private volatile Step step;

    /** Tells a listener of each step that arrives. */
    SparkListener toldTo(TrainingListener listener) {
        return new SparkListener() {
            @Override
            public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate heartbeat) {
                CollectionConverters.asJava(heartbeat.accumUpdates()).stream()
                        .flatMap(task -> CollectionConverters.asJava(task._4()).stream())
                        .filter(info -> info.id() == id())
                        .map(AccumulableInfo::update)
                        .filter(update -> update.get() instanceof Step) // nothing before the first batch
                        .forEach(update -> listener.batchDone((Step) update.get()));
            }
        };
    }

    @Override
    public boolean isZero() {
        return step == null;
    }

    @Override
    public AccumulatorV2<Step, Step> copy() {
        LatestStep copy = new LatestStep();
        copy.step = step;
        return copy;
    }

    @Override
    public void reset() {
        step = null;
    }

    @Override
    public void add(Step next) {
        step = next;
    }

    @Override
    public void merge(AccumulatorV2<Step, Step> other) {
        step = other.value();
    }

    @Override
    public Step value() {
        return step;
    }
}
