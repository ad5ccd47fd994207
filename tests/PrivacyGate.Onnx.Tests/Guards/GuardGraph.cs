using Microsoft.ML.OnnxRuntime;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Tests.Guards;

/// <summary>A graph of plain operators over x (float, N by classes) that answers y, run by ONNX Runtime.</summary>
internal sealed class GuardGraph : IDisposable
{
    private readonly Support.Graphs graph = new();
    private readonly int classes;
    private int names;

    public GuardGraph(int classes)
    {
        this.classes = classes;
        graph.Input("x", ElementType.Float, -1, classes).Output("y");
        Zeros = Add("Mul", ["x", Constant(Tensors.Of([0f]))]);
    }

    /// <summary>As many zeros as scores.</summary>
    public string Zeros { get; }

    public string Constant(TensorProto tensor)
    {
        var name = $"c{names++}";
        graph.Constant(name, tensor);
        return name;
    }

    public string Add(string op, string[] from, params AttributeProto[] attributes) => AddAll(op, from, 1, attributes)[0];

    public string[] AddAll(string op, string[] from, int outputs, params AttributeProto[] attributes)
    {
        var to = Enumerable.Range(0, outputs).Select(_ => $"t{names++}").ToArray();
        graph.Add(op, from, to, attributes);
        return to;
    }

    /// <summary>Values by rank and indices of the k largest.</summary>
    public string[] TopK(int k) => AddAll("TopK", ["x", Constant(Tensors.Of([(long)k]))], 2, Attributes.Int("axis", 1));

    public string Scatter(string indices, string values) => Add("ScatterElements", [Zeros, indices, values], Attributes.Int("axis", 1));

    public string Double(string from) => Add("Cast", [from], Attributes.Int("to", ElementType.Double));

    /// <summary>Divided by the sum, in doubles, and cast to floats once.</summary>
    public string Normalise(string doubles)
    {
        var sum = Add("ReduceSum", [doubles, Constant(Tensors.Of([1L]))]);
        var quotients = Add("Div", [doubles, AtLeastSmallest(sum)]);
        return Add("Cast", [quotients], Attributes.Int("to", ElementType.Float));
    }

    public string AtLeastSmallest(string doubles) => Add("Max", [doubles, Constant(Tensors.Scalar(Math.Pow(2, -126), ElementType.Double))]);

    public float[] Run(string answer, float[] scores)
    {
        graph.Add("Identity", [answer], ["y"]);
        using var session = new InferenceSession(graph.Write());
        using var input = OrtValue.CreateTensorValueFromMemory(scores, [scores.Length / classes, classes]);
        using var options = new RunOptions();
        using var outputs = session.Run(options, ["x"], [input], ["y"]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }

    public void Dispose() => graph.Dispose();
}
