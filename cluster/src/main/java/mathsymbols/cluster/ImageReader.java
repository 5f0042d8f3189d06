package mathsymbols.cluster;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mathsymbols.io.InputException;
import mathsymbols.machine.NativeLibrary;
import mathsymbols.predict.OwnImage;
import mathsymbols.predict.Prediction;
import mathsymbols.predict.SymbolClassifier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
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
 * cannot be read becomes a row that says why; a place that cannot be reached ends the task, which Spark tries again. At any time
 * there are, in an executor, one large file of at most 200 MB and its image, a small file for each core, and a batch of inputs.
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

    /** The next files, as many as the network takes together, read on every core of the task. */
    private static List<Row> answer(Iterator<Row> files, SymbolClassifier classifier, Configuration hadoop) {
        List<ImageFile> some = new ArrayList<>();
        while (files.hasNext() && some.size() < classifier.batch()) {
            Row file = files.next();
            some.add(ImageFile.of(file.getString(0), file.getLong(1), hadoop));
        }
        List<Prepared> prepared =
                some.parallelStream().map(file -> file.prepare(classifier)).toList();
        Iterator<Prediction> predictions = classifier
                .predictions(prepared.stream()
                        .flatMap(image -> image.input().stream())
                        .toList())
                .iterator();
        return prepared.stream()
                .map(image -> image.error()
                        .map(error -> failed(image.path(), error))
                        .orElseGet(() -> row(image.path(), predictions.next())))
                .toList();
    }

    /**
     * A file whose content is not read yet.
     *
     * @param system that of the task's thread, which alone knows whose task it is
     */
    private record ImageFile(String path, long length, FileSystem system) {
        static ImageFile of(String path, long length, Configuration hadoop) {
            try {
                return new ImageFile(path, length, new Path(URI.create(path)).getFileSystem(hadoop));
            } catch (IOException e) {
                throw new UncheckedIOException(e); // the place that has just been listed has gone
            }
        }

        Prepared prepare(SymbolClassifier classifier) {
            try {
                BufferedImage picture =
                        OwnImage.decode(path, length, this::content).image();
                return new Prepared(path, Optional.of(classifier.input(picture)), Optional.empty());
            } catch (InputException e) {
                return failed(e.getMessage());
            } catch (IOException e) {
                return failed(path + " cannot be read (" + e.getMessage() + "): check its permissions.");
            }
        }

        private Prepared failed(String error) {
            return new Prepared(path, Optional.empty(), Optional.of(error));
        }

        private byte[] content() throws IOException {
            try (FSDataInputStream in = system.open(new Path(URI.create(path)))) {
                return in.readNBytes((int) length);
            }
        }
    }

    /** What the network is given of an image, or why there is nothing. */
    private record Prepared(String path, Optional<float[]> input, Optional<String> error) {}

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
