package mathsymbols.predict.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorProto.DataType;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.protobuf.ByteString;

/**
 * A computation that grows node by node and is written as an ONNX model (onnx.ai), which other programs can run. The classes
 * of the format are those that ND4J brings.
 */
public final class OnnxGraph {
    /** Of the standard operators: of 2020, so that runtimes of any age have them. */
    private static final int OPERATOR_SET = 13;

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("classifier");

    /**
     * The input: an image of any size, {@code [height, width, 3]} unsigned bytes in the order red, green, blue.
     *
     * @param remark what else its user should know
     */
    public OnnxValue image(String name, String remark) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        shape.addDimBuilder().setDimParam("height");
        shape.addDimBuilder().setDimParam("width");
        shape.addDimBuilder().setDimValue(3);
        graph.addInput(described(name, DataType.UINT8, shape).setDocString(remark));
        return new OnnxValue(this, name);
    }

    /** An output of 32-bit floating-point numbers. */
    public void numbers(String name, OnnxValue value, long... shape) {
        output(name, value, DataType.FLOAT, shape);
    }

    /** An output that is true or false. */
    public void truth(String name, OnnxValue value, long... shape) {
        output(name, value, DataType.BOOL, shape);
    }

    private void output(String name, OnnxValue value, DataType type, long... shape) {
        TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
        LongStream.of(shape).forEach(size -> dimensions.addDimBuilder().setDimValue(size));
        graph.addOutput(described(name, type, dimensions));
        graph.addNode(NodeProto.newBuilder()
                .setOpType("Identity")
                .setName(name)
                .addInput(value.name())
                .addOutput(name));
    }

    private static ValueInfoProto.Builder described(String name, DataType type, TensorShapeProto.Builder shape) {
        TypeProto.Tensor.Builder tensor =
                TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape);
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor));
    }

    /** The result of an operator; github.com/onnx/onnx/blob/main/docs/Operators.md tells what each does. */
    public OnnxValue node(String operator, List<OnnxValue> inputs, AttributeProto... attributes) {
        return firstOf(1, operator, inputs, attributes);
    }

    /** The first one of several results. */
    OnnxValue firstOf(int results, String operator, List<OnnxValue> inputs, AttributeProto... attributes) {
        String name = operator + "_" + graph.getNodeCount();
        NodeProto.Builder node = NodeProto.newBuilder().setOpType(operator).setName(name);
        inputs.forEach(input -> node.addInput(input.name()));
        node.addOutput(name).addAllAttribute(Arrays.asList(attributes));
        for (int other = 2; other <= results; other++) {
            node.addOutput(name + "_" + other);
        }
        graph.addNode(node);
        return new OnnxValue(this, name);
    }

    /** An input of an operator that is left out. */
    public OnnxValue nothing() {
        return new OnnxValue(this, "");
    }

    /** One number that never changes, shape {@code []}. */
    public OnnxValue constant(double value) {
        return constant(new float[] {(float) value});
    }

    /** @param shape {@code []} for a single number */
    public OnnxValue constant(float[] values, long... shape) {
        return constant("float_" + graph.getInitializerCount(), values, shape);
    }

    /** What a network has learnt. */
    public OnnxValue constant(String name, INDArray values, long... shape) {
        return constant(name, values.dup('c').data().asFloat(), shape);
    }

    private OnnxValue constant(String name, float[] values, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return constant(name, DataType.FLOAT, bytes, shape);
    }

    /** A place, shape {@code []}. */
    OnnxValue integer(long value) {
        return integers(new long[] {value}, new long[0]);
    }

    /** Sizes, axes or places: {@code [values.length]}. */
    public OnnxValue integers(long... values) {
        return integers(values, new long[] {values.length});
    }

    private OnnxValue integers(long[] values, long[] shape) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return constant("integer_" + graph.getInitializerCount(), DataType.INT64, bytes, shape);
    }

    private OnnxValue constant(String name, DataType type, ByteBuffer bytes, long... shape) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.getNumber())
                .setRawData(ByteString.copyFrom(bytes));
        LongStream.of(shape).forEach(tensor::addDims);
        graph.addInitializer(tensor);
        return new OnnxValue(this, name);
    }

    /**
     * Writes the model.
     *
     * @param words what it is, for people
     * @param metadata what else programs may want to know, by names
     */
    public void write(OutputStream out, String words, Map<String, String> metadata) throws IOException {
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(7) // that of the same year as the operators
                .setProducerName("Handwritten Math Symbols, in Java")
                .setDocString(words)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATOR_SET))
                .setGraph(graph);
        new TreeMap<>(metadata)
                .forEach((key, value) -> model.addMetadataProps(
                        StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        model.build().writeTo(out);
    }
}
