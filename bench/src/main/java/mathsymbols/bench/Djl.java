package mathsymbols.bench;

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.SoftmaxCrossEntropyLoss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import java.util.stream.LongStream;

/** What a Java user would take instead: the same networks in DJL on its PyTorch engine. */
final class Djl {
    private static final Shape NONE = new Shape(0, 0);

    private Djl() {}

    static Runnable prepare(Work work) {
        NDManager manager = NDManager.newBaseManager();
        return switch (work) {
            case ALEXNET_TRAIN_STEP, ALEXNET_TRAIN_STEP_16 -> trainStep(manager, work);
            case ALEXNET_FORWARD -> forward(manager, alexNet(), work);
            case VGG19_FEATURES, VGG19_FEATURES_64 -> forward(manager, vgg19(), work);
            case SGEMM -> product(manager);
        };
    }

    private static Runnable trainStep(NDManager manager, Work work) {
        Model model = Model.newInstance("alexnet");
        model.setBlock(alexNet());
        Trainer trainer =
                model.newTrainer(new DefaultTrainingConfig(new SoftmaxCrossEntropyLoss("loss", 1, -1, true, true))
                        .optOptimizer(Optimizer.adam()
                                .optLearningRateTracker(Tracker.fixed(1e-3f))
                                .optEpsilon(1e-7f)
                                .build()));
        NDArray images = images(manager, work);
        NDArray labels =
                manager.create(LongStream.range(0, work.batch).map(i -> i % 19).toArray());
        trainer.initialize(images.getShape());
        return () -> {
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                try (GradientCollector gradients = trainer.newGradientCollector()) {
                    NDList output = trainer.forward(new NDList(images));
                    NDArray loss = trainer.getLoss().evaluate(new NDList(labels), output);
                    gradients.backward(loss);
                    loss.getFloat();
                }
            }
            trainer.step();
        };
    }

    private static Runnable forward(NDManager manager, SequentialBlock block, Work work) {
        NDArray images = images(manager, work);
        block.initialize(manager, DataType.FLOAT32, images.getShape());
        Model model = Model.newInstance("network");
        model.setBlock(block);
        Predictor<NDList, NDList> predictor = model.newPredictor(new NoopTranslator());
        return () -> {
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                predictor.predict(new NDList(images)).singletonOrThrow().sum().getFloat();
            } catch (TranslateException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private static Runnable product(NDManager manager) {
        Shape square = new Shape(Work.MATRIX, Work.MATRIX);
        NDArray a = manager.randomUniform(0, 1, square);
        NDArray b = manager.randomUniform(0, 1, square);
        return () -> {
            try (NDArray c = a.matMul(b)) {
                c.get(0, 0).getFloat();
            }
        };
    }

    private static NDArray images(NDManager manager, Work work) {
        return manager.randomUniform(0, 1, new Shape(work.batch, 3, 224, 224));
    }

    private static SequentialBlock alexNet() {
        SequentialBlock net = new SequentialBlock();
        convolution(net, 96, 11, 4, 0);
        poolAndNormalize(net);
        convolution(net, 256, 5, 1, 0);
        poolAndNormalize(net);
        convolution(net, 256, 3, 1, 0);
        convolution(net, 384, 3, 1, 0);
        convolution(net, 384, 3, 1, 0);
        poolAndNormalize(net);
        net.add(Blocks.batchFlattenBlock());
        for (int layer = 0; layer < 2; layer++) {
            net.add(Linear.builder().setUnits(4096).build());
            net.add(Activation.reluBlock());
            net.add(Dropout.builder().optRate(0.5f).build());
        }
        return net.add(Linear.builder().setUnits(19).build());
    }

    private static SequentialBlock vgg19() {
        SequentialBlock net = new SequentialBlock();
        for (int[] block : new int[][] {{2, 64}, {2, 128}, {4, 256}, {4, 512}, {4, 512}}) {
            for (int layer = 0; layer < block[0]; layer++) {
                convolution(net, block[1], 3, 1, 1);
            }
            net.add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2), NONE, false));
        }
        return net;
    }

    private static void convolution(SequentialBlock net, int channels, int kernel, int stride, int padding) {
        net.add(Conv2d.builder()
                .setKernelShape(new Shape(kernel, kernel))
                .optStride(new Shape(stride, stride))
                .optPadding(new Shape(padding, padding))
                .setFilters(channels)
                .build());
        net.add(Activation.reluBlock());
    }

    private static void poolAndNormalize(SequentialBlock net) {
        net.add(Pool.maxPool2dBlock(new Shape(3, 3), new Shape(2, 2), NONE, false));
        net.add(BatchNorm.builder().optEpsilon(1e-3f).optMomentum(0.99f).build());
    }
}
