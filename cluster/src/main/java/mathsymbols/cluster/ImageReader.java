package mathsymbols.cluster;

import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mathsymbols.data.Images;
import mathsymbols.io.InputException;
import mathsymbols.machine.NativeLibrary;
import mathsymbols.predict.OwnImage;
import mathsymbols.predict.Prediction;
import mathsymbols.predict.SymbolClassifier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Names the symbols in image files, in an executor: rows of {@code path, length} become rows of {@link #SCHEMA}. An image that
 * cannot be read becomes a row that says why. At any time there are one file of at most 200 MB, its image, and a batch of small
 * inputs.
 *
 * @param hadoop how the files are reached
 */
record ImageReader(Broadcast<ImageReader.Model> model, Broadcast<SerializableConfiguration> hadoop)
        implements MapPartitionsFunction<Row, Row> {
    /** Of an image that could not be read, only the path and the error are there. */
    static final StructType SCHEMA = new StructType()
            .add("path", DataTypes.StringType)
            .add("label", DataTypes.StringType)
            .add("probability", DataTypes.DoubleType)
            .add("none", DataTypes.BooleanType)
            .add("probabilities", DataTypes.createMapType(DataTypes.StringType, DataTypes.DoubleType))
            .add("error", DataTypes.StringType);

    /** The classifier, which is loaded once in an executor. */
    static final class Model implements Serializable {
        private static final long serialVersionUID = 1L;

        private final SharedFile file;
        private transient SymbolClassifier classifier;

        Model(SharedFile file) {
            this.file = file;
        }

        private synchronized SymbolClassifier classifier() throws IOException {
            if (classifier == null) {
                NativeLibrary.select();
                classifier = SymbolClassifier.load(file.local());
            }
            return classifier;
        }
    }

    @Override
    public Iterator<Row> call(Iterator<Row> files) throws IOException {
        SymbolClassifier classifier = model.value().classifier();
        return new Iterator<>() {
            private Iterator<Row> answered = List.<Row>of().iterator();

            @Override
            public boolean hasNext() {
                return answered.hasNext() || files.hasNext();
            }

            @Override
            public Row next() {
                if (!answered.hasNext()) {
                    answered = answer(files, classifier, hadoop.value().value()).iterator();
                }
                return answered.next();
            }
        };
    }

    /** The next files, as many as the network takes together. */
    private static List<Row> answer(Iterator<Row> files, SymbolClassifier classifier, Configuration hadoop) {
        List<Row> answers = new ArrayList<>();
        List<String> paths = new ArrayList<>();
        List<float[]> inputs = new ArrayList<>();
        while (files.hasNext() && inputs.size() < classifier.batch()) {
            Row file = files.next();
            String path = file.getString(0);
            try {
                inputs.add(classifier.input(Images.decode(read(path, file.getLong(1), hadoop), path)));
                paths.add(path);
            } catch (InputException e) {
                answers.add(failed(path, e.getMessage()));
            } catch (IOException e) {
                answers.add(failed(path, path + " cannot be read (" + e.getMessage() + "): check its permissions."));
            }
        }
        Iterator<Prediction> predictions = classifier.predictions(inputs).iterator();
        for (String path : paths) {
            answers.add(row(path, predictions.next()));
        }
        return answers;
    }

    private static byte[] read(String path, long length, Configuration hadoop) throws IOException {
        OwnImage.refuseLarge(path, length);
        Path file = new Path(URI.create(path));
        try (FSDataInputStream in = file.getFileSystem(hadoop).open(file)) {
            return in.readNBytes((int) length);
        }
    }

    private static Row row(String path, Prediction prediction) {
        Map<String, Double> probabilities = new LinkedHashMap<>();
        prediction.candidates().forEach(candidate -> probabilities.put(candidate.label(), candidate.probability()));
        return RowFactory.create(
                path,
                prediction.label(),
                prediction.probability(),
                prediction.none(),
                CollectionConverters.asScala(probabilities),
                null);
    }

    private static Row failed(String path, String reason) {
        return RowFactory.create(path, null, null, null, null, reason);
    }
}
