package mathsymbols.plot;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import mathsymbols.data.Dataset;
import mathsymbols.data.ImageSet;
import mathsymbols.eval.Calibration;
import mathsymbols.eval.ConfusionMatrix;
import mathsymbols.eval.DataAudit;
import mathsymbols.eval.Predictions;
import mathsymbols.eval.Robustness;
import mathsymbols.nn.DropoutSample;
import mathsymbols.nn.FeatureMaps;
import mathsymbols.nn.Summary;
import mathsymbols.train.History;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The figures of the notebooks, one method each. */
public final class Figures {
    private static final ImageGrid SMALL_UNDER = new ImageGrid(84, 12, false, true);

    private Figures() {}

    /** Labelled images, nine in a row at most (the report's figures 1 and 2). */
    public static Figure imageGrid(List<Tile> tiles) {
        return SMALL_UNDER
                .figure(tiles.size() + " images with their labels", ImageGrid.columns(tiles.size()), tiles)
                .captioned("Images and what they are called.");
    }

    /** One image with its pixels counted on both axes, and a bar of pixel values (the report's figure 3). */
    public static Figure pixelGrid(BufferedImage image, String title) {
        return PixelGrid.figure(image, title)
                .captioned("One image, its pixels counted on both axes (the report's figure 3).");
    }

    /** How often each value occurs among an image's pixels and channels, whole and zoomed in (the report's figure 4). */
    public static Figure histograms(BufferedImage image) {
        return Histograms.figure(image)
                .chart()
                .captioned("How often each pixel value occurs: in ten bars, and value by value, cut off at 100 (the"
                        + " report's figure 4).");
    }

    /** Loss and accuracy by epoch, the epoch of the lowest validation loss marked (the report's figure 5). */
    public static Figure lossAndAccuracy(History history) {
        return Curves.lossAndAccuracy(history)
                .chart()
                .captioned("Loss and accuracy after every epoch (the report's figure 5).");
    }

    /** The loss by epoch, whole and, where that shows more, zoomed in (the report's figure 6). */
    public static Figure lossCurves(History history) {
        return Curves.loss(history).chart().captioned("The loss after every epoch (the report's figure 6).");
    }

    /** The accuracy by epoch, whole and, where that shows more, zoomed in (the report's figure 7). */
    public static Figure accuracyCurves(History history) {
        return Curves.accuracy(history).chart().captioned("The accuracy after every epoch (the report's figure 7).");
    }

    /** Counts of every observed and predicted class (the report's figure 8). */
    public static Figure confusionMatrix(ConfusionMatrix matrix) {
        return confusionMatrix(ConfusionMatrixFigure.figure(matrix, (actual, predicted) -> List.of()));
    }

    /** The same of a model's predictions; on a page, a cell shows the images that were mistaken. */
    public static Figure confusionMatrix(Predictions predictions, ImageSet images) {
        return confusionMatrix(new Mistakes(predictions, images).confusionMatrix());
    }

    private static Figure confusionMatrix(Figure figure) {
        return figure.chart().captioned("True classes (rows) and answers (columns); the report's figure 8.");
    }

    /** Drawings in one row, what a model reads in them, and whether that was meant (the report's figure 9). */
    public static Figure readings(List<Reading> readings) {
        return Readings.figure(readings).captioned("Drawings and what they were read as (the report's figure 9).");
    }

    /**
     * Networks by name as rows of blocks, all to one scale: a block is as high as its layer's maps have pixels, and as wide
     * as it has channels.
     */
    public static Figure architecture(Map<String, Summary> networks) {
        return Architecture.figure(networks)
                .chart()
                .captioned("Layers to scale: a block is as high as its maps have pixels, as wide as it has channels.");
    }

    /** An image and the feature maps of some layers that answer to it with the greatest contrast. */
    public static Figure featureMaps(BufferedImage image, List<FeatureMaps> layers) {
        return FeatureMapsFigure.figure(image, layers)
                .captioned(
                        "An image, and the channels that answer to it with the greatest contrast; the darker, the stronger.");
    }

    /** The strongest features of one example, whole and under masks of dropout, with what the head says each time. */
    public static Slides dropoutMasks(List<DropoutSample> samples) {
        return DropoutMasks.slides(
                samples, "The strongest features of one image; grey ones are switched off, the others count double.");
    }

    /** The loss of the single steps of several fits, by name, on a logarithmic axis. */
    public static Slides steps(Map<String, double[]> losses) {
        return Steps.slides(losses, "The loss of the first steps; the other fits in grey.");
    }

    /** Confusion matrices of a model at several times, by name: what share of each class was taken for each. */
    public static Slides confusions(Map<String, ConfusionMatrix> matrices) {
        return Confusions.slides(
                matrices,
                "True classes (rows) and answers (columns); the more a cell stands out, the larger its share of its row.");
    }

    /** The validation accuracy of all trials of a search, by name; the best eight in colours. */
    public static Figure trials(Map<String, History> trials) {
        return Trials.figure(trials).chart().captioned("The validation accuracy of every trial of the search.");
    }

    /** Validation loss and accuracy of two or three fits, by name. */
    public static Figure comparison(Map<String, History> fits) {
        return Comparison.figure(fits).chart().captioned("Validation loss and accuracy after every epoch.");
    }

    /** The accuracy of several models against what each costs. */
    public static Figure costs(List<Cost> models) {
        return Costs.figure(models)
                .chart()
                .captioned("The accuracy on the test images against the parameters and against the arithmetic.");
    }

    /** How the accuracy of some models falls while the same images are spoilt more and more, a chart a distortion. */
    public static Figure robustness(List<Robustness> curves) {
        return RobustnessFigure.figure(curves)
                .chart()
                .captioned("The share of the images that is read right while they are spoilt more and more.");
    }

    /** How sure a model is against how often it is right, and how many examples there are of each. */
    public static Figure reliability(Calibration calibration) {
        return Reliability.figure(calibration).chart().captioned("How sure the model was, and how often it was right.");
    }

    /** The images that a model got most wrong, or was least sure of. */
    public static Figure topLosses(Predictions predictions, ImageSet images) {
        return new Mistakes(predictions, images)
                .topLosses()
                .captioned(
                        "The images whose true class got the smallest probability: true class → answer, how sure the model was"
                                + " of its answer, and the loss.");
    }

    /** The pairs of classes that a model confuses most: mistaken images between typical ones of both classes. */
    public static Figure mostConfused(Predictions predictions, ImageSet images) {
        return new Mistakes(predictions, images)
                .mostConfused()
                .captioned(
                        "The pairs of classes that are confused most, true class → answer; a typical image is the one of its"
                                + " class that the model is surest of.");
    }

    /** Images with the places marked that counted for a network's decision, such as by Grad-CAM. */
    public static Figure gradCam(List<HeatTile> tiles) {
        return HeatOverlay.figure(tiles)
                .captioned(
                        "The places that spoke for the answer, from white to dark red; what spoke against it is white too.");
    }

    /**
     * The filters of a first convolution layer before and after training, and what training added to them. Each filter
     * has a scale of its own, so that small changes show too.
     *
     * @param before {@code [filters, 3, height, width]}
     * @param after the same shape
     */
    public static Figure filters(INDArray before, INDArray after) {
        return Filters.figure(before, after)
                .captioned(
                        "The filters of the first layer before and after training, and the difference, each in a scale of its"
                                + " own; grey is 0.");
    }

    /** Examples of identical images, conflicting labels first, and of images that look alike. */
    public static Figure duplicates(DataAudit audit, Dataset dataset) {
        return DuplicatePairs.figure(audit, dataset)
                .captioned("Images that are identical, and images that look alike.");
    }
}
