using System.Runtime.InteropServices;
using Google.Protobuf;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Onnx.Tests.Support;

namespace PrivacyGate.Onnx.Tests.Training;

/// <summary>Writes the nodes and codes of a quantised network, one layer after the other.</summary>
internal sealed class QuantisedWriter(ModelProto source, QuantisedForm form)
{
    private readonly GraphProto graph = new() { Name = "quantised", Input = { source.Graph.Input }, Output = { source.Graph.Output } };
    private int made;

    /// <summary>How far sums without a bias reach.</summary>
    public float Products { get; set; }

    /// <summary>Of the weights that were quantised last.</summary>
    private float[] scales = [];

    public Dictionary<string, float[]> Numbers { get; } = new(StringComparer.Ordinal);

    public float[] Floats(string name) => [.. source.Graph.Initializer.First(tensor => tensor.Name == name).FloatData];

    public ModelProto Model(long opset)
    {
        var model = new ModelProto { IrVersion = opset > 20 ? 10 : 8, OpsetImport = { new OperatorSetIdProto { Domain = "", Version = opset } }, Graph = graph };
        if (form == QuantisedForm.RuntimeGemm)
        {
            model.OpsetImport.Add(new OperatorSetIdProto { Domain = "com.microsoft", Version = 1 });
        }

        return model;
    }

    public NodeProto Node(string op, string[] inputs, params string[] outputs)
    {
        var node = SmallModels.Node(op, inputs, outputs);
        graph.Node.Add(node);
        return node;
    }

    public void Layer(string input, string weight, string bias, int rows, int columns, float reach, bool symmetric, string output)
    {
        var weights = Floats(weight);
        var step = symmetric ? reach / 127 : reach / 255;
        var scale = Scalar(step);
        var zero = Byte(symmetric ? (byte)128 : (byte)0);
        switch (form)
        {
            case QuantisedForm.Dynamic:
                Dynamic(input, weight, weights, rows, columns, output + "/p");
                AddBias(output + "/p", bias, output);
                break;
            case QuantisedForm.Written or QuantisedForm.Halves:
                var cast = form == QuantisedForm.Halves ? Halves(weight, weights, rows, columns) : Written(weight, weights, rows, columns);
                Gemm(input, cast, Float(bias, Floats(bias)), output);
                break;
            case QuantisedForm.Integer:
                Integer(input, weight, weights, rows, columns, scale, zero, output + "/p");
                AddBias(output + "/p", bias, output);
                break;
            case QuantisedForm.RuntimeGemm:
                RuntimeGemm(input, weight, bias, weights, rows, columns, reach, symmetric, scale, zero, output);
                break;
            default:
                var quantised = Node("QuantizeLinear", form == QuantisedForm.PairsWithoutZero && !symmetric ? [input, scale] : [input, scale, zero], $"{input}/q").Output[0];
                var activation = Node("DequantizeLinear", form == QuantisedForm.PairsWithoutZero && !symmetric ? [quantised, scale] : [quantised, scale, zero], $"{input}/dq").Output[0];
                var read = Weight(weight, weights, rows, columns);
                Gemm(activation, read, form == QuantisedForm.Blocks ? Float(bias, Floats(bias)) : Bias32(bias, step), output);
                break;
        }
    }

    private void Gemm(string input, string weight, string bias, string output)
    {
        var node = Node("Gemm", [input, weight, bias], output);
        if (form == QuantisedForm.Rows)
        {
            node.Attribute.Add(Attributes.Int("transB", 1));
        }
    }

    private void AddBias(string sum, string bias, string output) => Node("Add", [sum, Float(bias, Floats(bias))], output);

    /// <summary>Dequantised weights by DequantizeLinear.</summary>
    private string Weight(string name, float[] weights, int rows, int columns)
    {
        switch (form)
        {
            case QuantisedForm.Pairs:
                {
                    (var codes, var scale, var zero) = Unsigned(weights);
                    Numbers[name] = [.. codes.Select(code => (code - zero) * scale)];
                    return Node("DequantizeLinear", [Raw(ElementType.UInt8, codes, rows, columns), Scalar(scale), Byte(zero)], name).Output[0];
                }

            case QuantisedForm.Aware:
                {
                    (var codes, var scale, var zero) = Unsigned(weights);
                    Numbers[name] = [.. codes.Select(code => (code - zero) * scale)];
                    string[] parameters = [Scalar(scale), Byte(zero)];
                    var codesName = Node("QuantizeLinear", [Floats2(weights, rows, columns), .. parameters], name + "/q").Output[0];
                    return Node("DequantizeLinear", [codesName, .. parameters], name).Output[0];
                }

            case QuantisedForm.PairsWithoutZero:
                {
                    (var codes, var scales) = Signed(weights, rows, columns, static (_, _) => 0, 1);
                    Numbers[name] = [.. codes.Select(code => code * scales[0])];
                    return Node("DequantizeLinear", [Raw(ElementType.Int8, [.. codes.Select(static code => (byte)code)], rows, columns), Scalar(scales[0])], name).Output[0];
                }

            case QuantisedForm.Rows:
                {
                    // What is stored is the transposed matrix, and scales lie along its first axis.
                    (var codes, var scales) = Signed(weights, rows, columns, static (_, column) => column, columns);
                    byte[] turned = [.. Enumerable.Range(0, rows * columns).Select(i => (byte)codes[(i % rows * columns) + (i / rows)])];
                    Numbers[name] = [.. turned.Select((code, i) => (sbyte)code * scales[i / rows])];
                    return Along(name, Raw(ElementType.Int8, turned, columns, rows), scales, 0);
                }

            case QuantisedForm.Blocks:
                {
                    const int Size = 4;
                    (var codes, var scales) = Signed(weights, rows, columns, (row, column) => (row / Size * columns) + column, rows / Size * columns);
                    Numbers[name] = [.. codes.Select((code, i) => code * scales[(i / columns / Size * columns) + (i % columns)])];
                    var node = Node("DequantizeLinear", [Raw(ElementType.Int8, [.. codes.Select(static code => (byte)code)], rows, columns), Floats2(scales, rows / Size, columns)], name);
                    node.Attribute.Add([Attributes.Int("axis", 0), Attributes.Int("block_size", Size)]);
                    return name;
                }

            default:
                {
                    (var codes, var scales) = Signed(weights, rows, columns, static (_, column) => column, columns);
                    Numbers[name] = [.. codes.Select((code, i) => code * scales[i % columns])];
                    return Along(name, Raw(ElementType.Int8, [.. codes.Select(static code => (byte)code)], rows, columns), scales, 1);
                }
        }
    }

    private string Along(string name, string codes, float[] scales, int axis)
    {
        var zeros = Raw(ElementType.Int8, new byte[scales.Length], scales.Length);
        Node("DequantizeLinear", [codes, Float(name + "/scales", scales), zeros], name).Attribute.Add(Attributes.Int("axis", axis));
        return name;
    }

    private string Written(string name, float[] weights, int rows, int columns)
    {
        (var codes, var scale, var zero) = Unsigned(weights);
        Numbers[name] = [.. codes.Select(code => (code - zero) * scale)];
        var number = Cast(Raw(ElementType.UInt8, codes, rows, columns), ElementType.Float);
        var shifted = Node("Sub", [number, Scalar(zero)], name + "/s").Output[0];
        return Node("Mul", [shifted, Scalar(scale)], name).Output[0];
    }

    private string Halves(string name, float[] weights, int rows, int columns)
    {
        Half[] halves = [.. weights.Select(static weight => (Half)weight)];
        Numbers[name] = [.. halves.Select(static half => (float)half)];
        return Cast(Raw(ElementType.Float16, MemoryMarshal.AsBytes<Half>(halves).ToArray(), rows, columns), ElementType.Float);
    }

    private void Dynamic(string input, string name, float[] weights, int rows, int columns, string output)
    {
        (var codes, var scales) = Signed(weights, rows, columns, static (_, column) => column, columns);
        Numbers[name] = [.. codes.Select((code, i) => code * scales[i % columns])];
        Node("DynamicQuantizeLinear", [input], input + "/q", input + "/scale", input + "/zero");
        var zeros = Raw(ElementType.Int8, new byte[columns], columns);
        Node("MatMulInteger", [input + "/q", Raw(ElementType.Int8, [.. codes.Select(static code => (byte)code)], rows, columns), input + "/zero", zeros], output + "/i");
        var number = Cast(output + "/i", ElementType.Float);
        Node("Mul", [input + "/scale", Float(name + "/scales", scales)], output + "/scales");
        Node("Mul", [number, output + "/scales"], output);
    }

    private void Integer(string input, string name, float[] weights, int rows, int columns, string scale, string zero, string output)
    {
        (var codes, var weightScale, var weightZero) = Unsigned(weights);
        Numbers[name] = [.. codes.Select(code => (code - weightZero) * weightScale)];
        Node("QuantizeLinear", [input, scale, zero], input + "/q");
        var reach = Scalar(Products / 127);
        var middle = Byte(128);
        Node("QLinearMatMul", [input + "/q", scale, zero, Raw(ElementType.UInt8, codes, rows, columns), Scalar(weightScale), Byte(weightZero), reach, middle], output + "/q");
        Node("DequantizeLinear", [output + "/q", reach, middle], output);
    }

    private void RuntimeGemm(string input, string name, string bias, float[] weights, int rows, int columns, float reach, bool symmetric, string scale, string zero, string output)
    {
        (var codes, var weightScale, var weightZero) = Unsigned(weights);
        Numbers[name] = [.. codes.Select(code => (code - weightZero) * weightScale)];
        var inputScale = symmetric ? reach / 127 : reach / 255;
        int[] whole = [.. Floats(bias).Select(value => (int)Math.Round(value / (inputScale * weightScale)))];
        Numbers[bias] = [.. whole.Select(value => value * (inputScale * weightScale))];
        Node("QuantizeLinear", [input, scale, zero], input + "/q");
        var biasCodes = Raw(ElementType.Int32, MemoryMarshal.AsBytes<int>(whole).ToArray(), columns);
        Node("QGemm", [input + "/q", scale, zero, Raw(ElementType.UInt8, codes, rows, columns), Scalar(weightScale), Byte(weightZero), biasCodes], output).Domain = "com.microsoft";
    }

    /// <summary>A bias of int32, by the scales of input and weights.</summary>
    private string Bias32(string name, float step)
    {
        var values = Floats(name);
        var each = this.scales.Length > 1;
        float[] scales = [.. this.scales.Select(scale => scale * step)];
        int[] codes = [.. values.Select((value, i) => (int)Math.Round(value / scales[i % scales.Length]))];
        Numbers[name] = [.. codes.Select((code, i) => code * scales[i % scales.Length])];
        var raw = Raw(ElementType.Int32, MemoryMarshal.AsBytes<int>(codes).ToArray(), values.Length);
        var node = Node("DequantizeLinear", [raw, each ? Float(name + "/scales", scales) : Scalar(scales[0])], name);
        if (each)
        {
            node.Attribute.Add(Attributes.Int("axis", 0));
        }

        return name;
    }

    private (byte[] Codes, float Scale, byte Zero) Unsigned(float[] values)
    {
        (var least, var most) = (Math.Min(0, values.Min()), Math.Max(0, values.Max()));
        var scale = (most - least) / 255;
        scales = [scale];
        var zero = (byte)Math.Round(-least / scale);
        return ([.. values.Select(value => (byte)Math.Clamp(Math.Round(value / scale) + zero, 0, 255))], scale, zero);
    }

    private (sbyte[] Codes, float[] Scales) Signed(float[] values, int rows, int columns, Func<int, int, int> scaleOf, int count)
    {
        var found = new float[count];
        for (var i = 0; i < values.Length; i++)
        {
            ref var scale = ref found[scaleOf(i / columns, i % columns)];
            scale = Math.Max(scale, Math.Abs(values[i]) / 127);
        }

        Assert.Equal(rows * columns, values.Length);
        scales = found;
        return ([.. values.Select((value, i) => (sbyte)Math.Round(value / found[scaleOf(i / columns, i % columns)]))], found);
    }

    private string Cast(string value, int type)
    {
        var node = Node("Cast", [value], value + "/cast");
        node.Attribute.Add(Attributes.Int("to", type));
        return node.Output[0];
    }

    private string Scalar(float value) => Add(Tensors.Of([value]), "scalar");

    private string Byte(byte value) => Add(new TensorProto { DataType = ElementType.UInt8, Int32Data = { value } }, "zero");

    private string Float(string name, float[] values) => Add(Tensors.Of(values, values.Length), name);

    private string Floats2(float[] values, int rows, int columns) => Add(Tensors.Of(values, rows, columns), "matrix");

    private string Raw(int type, byte[] bytes, params long[] axes) =>
        Add(new TensorProto { DataType = type, Dims = { axes }, RawData = ByteString.CopyFrom(bytes) }, "codes");

    private string Add(TensorProto tensor, string name)
    {
        tensor.Name = FormattableString.Invariant($"{name}#{made++}");
        graph.Initializer.Add(tensor);
        return tensor.Name;
    }
}
