using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inference;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Tests.Support;
using PrivacyGate.Samples;
using Make = PrivacyGate.Onnx.Tests.Support.Graphs;

namespace PrivacyGate.Onnx.Tests.Inspection;

/// <summary>Models that need a change in memory before they can be fed on this machine.</summary>
public sealed class PreparedModelTests : IDisposable
{
    private readonly Make graph = new();

    public void Dispose() => graph.Dispose();

    [Theory]
    [InlineData(ElementType.UInt8, ElementKind.Int32, 0L, 255L)]
    [InlineData(ElementType.Int8, ElementKind.Int32, -128L, 127L)]
    [InlineData(ElementType.UInt16, ElementKind.Int32, 0L, 65_535L)]
    [InlineData(ElementType.Int16, ElementKind.Int32, -32_768L, 32_767L)]
    [InlineData(ElementType.UInt32, ElementKind.Int64, 0L, 4_294_967_295L)]
    [InlineData(ElementType.UInt64, ElementKind.Int64, 0L, long.MaxValue)]
    public void Narrow_whole_numbers_are_fed_up_to_their_ends(int type, ElementKind kind, long least, long most)
    {
        graph.Input("x", type, -1, 1).Add("Cast", ["x"], ["f"], Attributes.Int("to", ElementType.Double)).Add("Neg", ["f"], ["n"]).Add("Concat", ["n", "f"], ["logits"], Attributes.Int("axis", 1)).Output("logits", ElementType.Double);
        using var classifier = OnnxClassifier.Open(graph.Inspect());
        Assert.Equal((kind, new WholeRange(least, most)), (classifier.Inputs[0].Kind, classifier.Inputs[0].Range));
        long[] values = [least, most, 1];
        Array fed = kind == ElementKind.Int32 ? values.Select(static value => (int)value).ToArray() : values;
        var answers = classifier.Predict(Records.Of([new FeatureBlock("x", kind, [1], fed)], values.Length), CancellationToken.None);
        Assert.Equal(values.SelectMany(static value => new[] { -(double)value, value }), answers.Scores);
    }

    [Fact]
    public void Letters_are_changed_also_where_the_locale_is_missing()
    {
        graph.Input("t", ElementType.Text, -1).Add("StringNormalizer", ["t"], ["lower"], Attributes.Text("case_change_action", "LOWER"), Attributes.Text("locale", "xx_XX.UTF-8"))
            .Ml("LabelEncoder", ["lower"], ["s"], Attributes.Texts("keys_strings", ["no", "yes"]), Attributes.Floats("values_floats", [-3, 3]), Attributes.Float("default_float", 0))
            .Constant("column", Tensors.Of([-1, 1])).Add("Reshape", ["s", "column"], ["z"]).Add("Sigmoid", ["z"], ["p"]).Output("p");
        var inspection = graph.Inspect();
        Assert.Contains("xx_XX.UTF-8, which is not installed here", string.Join("\n", inspection.Recognition), StringComparison.Ordinal);
        using var classifier = OnnxClassifier.Open(inspection);
        var answers = classifier.Predict(Records.Of([new FeatureBlock("t", ElementKind.Text, [], new[] { "YES", "no", "Yes", "nO", "other" })], 5), CancellationToken.None);
        Assert.Equal([3, -3, 3, -3, 0], answers.Scores.Chunk(2).Select(static row => Math.Round(row[1], 5)));
    }

    [Fact]
    public void The_file_itself_stays_as_it_is()
    {
        graph.Input("x", ElementType.UInt8, -1, 2).Add("Cast", ["x"], ["f"], Attributes.Int("to", ElementType.Float)).Add("Neg", ["f"], ["logits"]).Output("logits");
        var file = OnnxFile.Read(graph.Write());
        var before = GraphSurgery.Bytes(file.Model);
        ModelInspection.Of(file);
        Assert.Equal(before, GraphSurgery.Bytes(file.Model));
    }
}
