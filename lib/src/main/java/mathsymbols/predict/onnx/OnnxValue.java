package mathsymbols.predict.onnx;

import java.util.List;
import java.util.stream.LongStream;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.AttributeProto.AttributeType;
import onnx.Onnx.TensorProto.DataType;
import org.nd4j.shade.protobuf.ByteString;

/**
 * What a node of a graph gives, of which further nodes are made. As in NumPy, where shapes differ the smaller one is
 * repeated.
 *
 * @param name by which nodes refer to it; empty for an input that is left out
 */
public record OnnxValue(OnnxGraph graph, String name) {
    public OnnxValue plus(OnnxValue other) {
        return node("Add", List.of(this, other));
    }

    public OnnxValue plus(double other) {
        return plus(graph.constant(other));
    }

    public OnnxValue minus(OnnxValue other) {
        return node("Sub", List.of(this, other));
    }

    public OnnxValue times(OnnxValue other) {
        return node("Mul", List.of(this, other));
    }

    public OnnxValue times(double other) {
        return times(graph.constant(other));
    }

    public OnnxValue over(OnnxValue other) {
        return node("Div", List.of(this, other));
    }

    public OnnxValue over(double other) {
        return over(graph.constant(other));
    }

    /** The product of matrices; of stacks of them, one by one. */
    public OnnxValue matrixProduct(OnnxValue other) {
        return node("MatMul", List.of(this, other));
    }

    public OnnxValue max(OnnxValue other) {
        return node("Max", List.of(this, other));
    }

    public OnnxValue min(OnnxValue other) {
        return node("Min", List.of(this, other));
    }

    public OnnxValue isGreaterThan(OnnxValue other) {
        return node("Greater", List.of(this, other));
    }

    /** Of this truth: {@code yes} where it is true, else {@code no}. */
    public OnnxValue choose(OnnxValue yes, OnnxValue no) {
        return node("Where", List.of(this, yes, no));
    }

    public OnnxValue floats() {
        return node("Cast", List.of(this), integer("to", DataType.FLOAT.getNumber()));
    }

    /** @param shape one of the sizes may be −1: what is left */
    public OnnxValue reshaped(long... shape) {
        return node("Reshape", List.of(this, graph.integers(shape)));
    }

    /** @param axes the old ones in the new order */
    public OnnxValue transposed(long... axes) {
        return node("Transpose", List.of(this), integers("perm", axes));
    }

    /** Two dimensions of any number: the first {@code axis} ones, and the others. */
    public OnnxValue flat(int axis) {
        return node("Flatten", List.of(this), integer("axis", axis));
    }

    /** Such as ReduceMean: of each row of a matrix, {@code [rows, 1]}. */
    public OnnxValue ofEachRow(String reduction) {
        return node(reduction, List.of(this), integers("axes", 1));
    }

    public OnnxValue node(String operator, AttributeProto... attributes) {
        return node(operator, List.of(this), attributes);
    }

    private OnnxValue node(String operator, List<OnnxValue> inputs, AttributeProto... attributes) {
        return graph.node(operator, inputs, attributes);
    }

    public static AttributeProto integer(String name, long value) {
        return attribute(name, AttributeType.INT).setI(value).build();
    }

    public static AttributeProto integers(String name, long... values) {
        AttributeProto.Builder attribute = attribute(name, AttributeType.INTS);
        LongStream.of(values).forEach(attribute::addInts);
        return attribute.build();
    }

    public static AttributeProto number(String name, double value) {
        return attribute(name, AttributeType.FLOAT).setF((float) value).build();
    }

    public static AttributeProto word(String name, String value) {
        return attribute(name, AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    private static AttributeProto.Builder attribute(String name, AttributeType type) {
        return AttributeProto.newBuilder().setName(name).setType(type);
    }
}
