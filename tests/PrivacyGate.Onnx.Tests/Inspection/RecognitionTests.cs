using System.Globalization;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Tests.Support;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Tests.Inspection;

public sealed class RecognitionTests
{
    [Theory]
    [InlineData("mlp_softmax", "input x: float32 matrix, 6 columns", "the input of Softmax is exposed", "with bias; its input is exposed (gradient-norm available)", "any number of records")]
    [InlineData("mlp_softmax_nobias", "without bias")]
    [InlineData("cnn_nhwc", "records of shape (6,6,3)")]
    [InlineData("cnn_batch4", "exported for 4 at once; the batch axis was opened")]
    [InlineData("batch4_built_in", "4 is built into the graph")]
    [InlineData("sklearn_multinomial", "(amber, blue, cyan)", "what LinearClassifier squashes is exposed", "output output_label: the model's own label")]
    [InlineData("sklearn_forest", "saturates", "gradient-norm: not available, the model is a tree ensemble")]
    [InlineData("sklearn_columns", "input city: text, one value a record", "input visits: int64, one value a record")]
    [InlineData("mlnet_binary", "output Probability.output (Sigmoid)", "output PredictedLabel.output", "node 'Linear' (LinearRegressor) with bias")]
    [InlineData("label_int64", "label only", "gradient-norm: not available, the model answers no scores")]
    [InlineData("mlp_argmax", "label only", "whoever has the file can read them")]
    public void People_are_told_what_was_recognised(string fixture, params string[] parts)
    {
        var inspection = ModelInspection.Of(OnnxFile.Read(Fixture.ModelPath(fixture)));
        var text = string.Join("\n", inspection.Recognition);
        Assert.All(parts, part => Assert.Contains(part, text, StringComparison.Ordinal));
        Assert.All(text.Replace("\n", "", StringComparison.Ordinal), character => Assert.InRange(character, ' ', '~'));
    }

    [Fact]
    public void Scores_behind_a_label_are_read_only_when_the_spec_asks_for_them()
    {
        var file = OnnxFile.Read(Fixture.ModelPath("mlp_argmax"));
        Assert.Equal(ScoreKind.LabelOnly, ModelInspection.Of(file).ScoreKind);
        var asked = ModelInspection.Of(file, new ModelOverrides(OutputKind: OutputKinds.Logits));
        Assert.Equal((ScoreKind.Logits, 3), (asked.ScoreKind, asked.Classes.Count));
    }

    [Fact]
    public void Inputs_come_without_their_batch_axis()
    {
        var inspection = ModelInspection.Of(OnnxFile.Read(Fixture.ModelPath("sklearn_columns")));
        Assert.Equal(["age", "city", "visits"], inspection.Inputs.Select(input => input.Name));
        Assert.Equal([ElementKind.Float32, ElementKind.Text, ElementKind.Int64], inspection.Inputs.Select(input => input.Kind));
        Assert.All(inspection.Inputs, input => Assert.Equal([1], input.RecordShape));
    }

    [Fact]
    public void The_words_do_not_depend_on_the_culture()
    {
        var before = CultureInfo.CurrentCulture;
        string[] Lines() => [.. Directory.GetFiles(Fixture.Folder, "*.onnx").Order(StringComparer.Ordinal)
            .Where(path => !path.Contains("refused", StringComparison.Ordinal))
            .SelectMany(path => ModelInspection.Of(OnnxFile.Read(path)).Recognition)];
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            var invariant = Lines();
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            Assert.Equal(invariant, Lines());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
