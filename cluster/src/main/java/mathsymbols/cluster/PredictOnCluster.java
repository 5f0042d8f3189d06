package mathsymbols.cluster;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.to_json;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import mathsymbols.io.InputException;
import mathsymbols.io.Printable;
import mathsymbols.machine.NativeLibrary;
import mathsymbols.predict.ModelChoice;
import mathsymbols.predict.SymbolClassifier;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./predict --cluster …}: the answers to any number of images, as a table in files. */
@Command(
        name = "predict --cluster",
        description = "Names the handwritten math symbol in each of many images, on the machines of a cluster.",
        sortOptions = false,
        exitCodeListHeading = "%nExit code:%n",
        exitCodeList = {
            "0:the table is written; images that could not be read are rows of it",
            "1:there is no table",
            "2:the command is wrong"
        })
public final class PredictOnCluster implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--cluster",
            required = true,
            paramLabel = "ADDRESS",
            description = "spark://host:7077, local[*], yarn or what else Spark takes as a master.")
    private String cluster;

    @Option(
            names = "--in",
            required = true,
            paramLabel = "PLACE",
            description =
                    "Where the images are: a folder, or a pattern such as 'file:///scans/*.png' or 'hdfs://…/*.jpg'.")
    private List<String> in;

    @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "A new folder for the table.")
    private String out;

    @Option(
            names = "--format",
            defaultValue = "parquet",
            paramLabel = "parquet|json|csv",
            description = "How the table is written (default: parquet).")
    private String format;

    @Mixin
    private ModelChoice model;

    @Option(names = "--bar", hidden = true, description = "Shows on stderr, a terminal, how far it is.")
    private boolean bar;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this text.")
    private boolean help;

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new PredictOnCluster()).execute(arguments));
    }

    @Override
    public Integer call() {
        if (!List.of("parquet", "json", "csv").contains(format)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--format is parquet, json or csv, not " + format + ".");
        }
        Path file = model.file();
        PrintWriter err = spec.commandLine().getErr();
        NativeLibrary.select();
        try {
            SymbolClassifier.load(file).close(); // says now what a hundred executors would say later
            var conf = ClusterSettings.of(cluster, System.getenv());
            if (bar) {
                conf.set("spark.ui.showConsoleProgress", "true");
            }
            SparkMachines machines = SparkMachines.connect(conf);
            try {
                err.println(Printable.of("Read by " + file + " on " + machines + "."));
                write(machines, file);
            } finally {
                machines.close();
            }
            spec.commandLine().getOut().println(Printable.of(out + " is written."));
            return 0;
        } catch (InputException e) {
            err.println(Printable.of(e.getMessage()));
            return 1;
        } catch (IOException e) {
            err.println(Printable.of(file + " cannot be read (" + InputException.reason(e) + ")."));
            return 1;
        }
    }

    private void write(SparkMachines machines, Path file) throws IOException {
        SparkSession session =
                SparkSession.builder().sparkContext(machines.spark().sc()).getOrCreate();
        Broadcast<ImageReader.Model> classifier =
                machines.broadcast(new ImageReader.Model(SharedFile.of(file, machines)));
        Broadcast<SerializableConfiguration> hadoop = machines.broadcast(
                new SerializableConfiguration(machines.spark().hadoopConfiguration()));
        try {
            // The content is not asked for here: a file that cannot be opened would end the job.
            Dataset<Row> files = session.read()
                    .format("binaryFile")
                    .option("recursiveFileLookup", "true")
                    .load(in.toArray(String[]::new))
                    .select("path", "length");
            Dataset<Row> answers =
                    files.mapPartitions(new ImageReader(classifier, hadoop), Encoders.row(ImageReader.SCHEMA));
            Dataset<Row> table =
                    format.equals("csv") ? answers.withColumn("probabilities", to_json(col("probabilities"))) : answers;
            table.write().option("header", "true").format(format).save(out);
            long named = session.read()
                    .option("header", "true")
                    .option("multiLine", format.equals("csv"))
                    .format(format)
                    .schema(table.schema())
                    .load(out)
                    .count();
            if (named != files.count()) {
                throw new InputException(out + " holds " + named + " of the answers: name places by --in and --out that"
                        + " this machine and all of the cluster share, such as hdfs://… or a mounted folder.");
            }
        } catch (InputException e) {
            throw e;
        } catch (Exception e) { // Scala's methods do not tell what they throw
            String remedy = e instanceof AnalysisException
                    ? "correct --in, or name a new folder by --out"
                    : "the executors' logs tell more";
            throw new InputException(
                    out + " could not be written (" + SparkMachines.firstLine(e) + "): " + remedy + ".", e);
        }
    }
}
