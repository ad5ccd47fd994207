using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Hardening;
using PrivacyGate.Onnx.Inference;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Onnx.Tests.Support;
using PrivacyGate.Samples;
using Make = PrivacyGate.Onnx.Tests.Support.Graphs;

namespace PrivacyGate.Onnx.Tests.Hardening;

/// <summary>Models with guards written into the file, beside the guards of PrivacyGate.ScoreGuard on what the files answered before.</summary>
public sealed class HardenedModelTests : IDisposable
{
    private const int Rows = 1_000;
    private static readonly string[] Guards = ["round=2", "round=1", "top-k=1", "label-only", "order-only", "temperature=5", "clip=0.05,0.9", "temperature=2;round=1"];

    private readonly TemporaryFolder folder = new();

    /// <summary>Models of every output shape the product reads; a row of each is one record.</summary>
    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var name in (string[])["mlp_softmax", "mlp_softmax_opset11", "mlp_logits", "mlp_logsoftmax", "mlp_sigmoid_column", "mlp_sigmoid_flat", "sigmoid_both_sides", "softmax_decomposed", "sklearn_binary_tensor", "sklearn_multinomial_tensor", "output_float16", "output_float64"])
            {
                foreach (var guards in Guards)
                {
                    cases.Add(name, guards);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_file_answers_what_ScoreGuard_makes_of_the_scores(string name, string guards)
    {
        var path = Fixture.ModelPath(name);
        var inspection = ModelInspection.Of(OnnxFile.Read(path));
        var scores = GuardedScores.Of(inspection.File, inspection, new ModelOverrides());
        var output = Assert.Single(scores.Outputs);
        var classes = inspection.Classes.Count;

        var expected = Guarded(Probabilities(Ask(path, inspection, output), scores.Reading, classes), guards, classes);
        var actual = Probabilities(Ask(Write(Harden(path, guards)), inspection, output), scores.Reading, classes);

        // Logarithms are shown from 1e-7 on, and half precision has three digits.
        var tolerance = name == "output_float16" ? 2e-3 : scores.Reading is ScoreReading.Probabilities or ScoreReading.SingleProbability ? 1e-6 : 3e-6;
        var shown = scores.Reading is ScoreReading.Logits or ScoreReading.LogProbabilities ? Shares(actual, expected, classes) : actual;
        var first = scores.Reading.IsSingle() ? 1 : 0;
        var off = expected.Zip(shown).Where((_, place) => first == 0 || place % 2 == 1).Count(pair => !(Math.Abs(pair.First - pair.Second) <= tolerance));
        Assert.InRange(off, 0, guards.Contains("round", StringComparison.Ordinal) || name == "output_float16" ? expected.Length / 200 : 0);
    }

    [Theory]
    [InlineData("sklearn_multinomial")]
    [InlineData("sklearn_binary")]
    [InlineData("sklearn_columns")]
    [InlineData("sklearn_forest")]
    [InlineData("sklearn_boosted_multi")]
    [InlineData("mlnet_binary")]
    [InlineData("sklearn_ovr")]
    [InlineData("input_float16")]
    [InlineData("cnn_batch1")]
    public void The_label_stays_and_no_other_output_tells_the_scores(string name)
    {
        var fixture = Fixture.Load(name);
        var hardened = Write(Harden(fixture.Path, "round=1"));

        using var before = OnnxClassifier.Open(ModelInspection.Of(OnnxFile.Read(fixture.Path)));
        using var after = OnnxClassifier.Open(ModelInspection.Of(OnnxFile.Read(hardened)));
        var (one, other) = (before.Predict(fixture.Batch, CancellationToken.None), after.Predict(fixture.Batch, CancellationToken.None));
        Assert.Empty(LeftOutOutputs.Of(OnnxFile.Read(hardened), new ModelOverrides()));
        Assert.True(HasNoRawScores(hardened), "an output shows scores that passed no guard");
        if (OnnxFile.Read(fixture.Path).Model.Graph.Output.Count > 1)
        {
            Assert.Equal(one.PredictedClass, other.PredictedClass);
        }

        if (other.Kind == ScoreKind.Probabilities)
        {
            Assert.All(other.Scores, static score => Assert.Equal(Math.Round(score, 1), score, 1e-3));
        }
    }

    [Fact]
    public void Logits_beside_probabilities_go_and_another_head_stays()
    {
        using var graph = new Make();
        var path = graph.Linear("z", Make.Matrix(4, 3), 3).Add("Softmax", ["z"], ["p"]).Linear("e", Make.Matrix(4, 8, 5), 8).Add("Tanh", ["e"], ["embedding"])
            .Output("p", ElementType.Float, -1, 3).Output("z", ElementType.Float, -1, 3).Output("embedding", ElementType.Float, -1, 8).Write();

        var all = Harden(path, "round=2");
        var only = HardenedModel.Of(OnnxFile.Read(path), new ModelOverrides("p"), OutputGuards.Parse("round=2"), only: true, CancellationToken.None);

        Assert.Equal(["p", "embedding"], Outputs(all));
        Assert.Contains("left out: 'z'", all.Said);
        Assert.Equal(["p"], Outputs(only));
    }

    /// <summary>The three largest logits, and the features that all logits follow from.</summary>
    [Fact]
    public void What_the_scores_are_made_from_goes()
    {
        using var graph = new Make();
        var path = graph.Linear("h", Make.Matrix(4, 5), 5).Constant("w", Tensors.Of(Make.Matrix(5, 4), 5, 4)).Add("MatMul", ["h", "w"], ["z"]).Add("Softmax", ["z"], ["p"])
            .Constant("three", Tensors.Of([3L])).Add("TopK", ["z", "three"], ["largest", "places"])
            .Output("p", ElementType.Float, -1, 4).Output("largest", ElementType.Float, -1, 3).Output("h", ElementType.Float, -1, 5).Write();

        Assert.Equal(["p"], Outputs(HardenedModel.Of(OnnxFile.Read(path), new ModelOverrides("p"), OutputGuards.Parse("round=1"), only: false, CancellationToken.None)));
    }

    /// <summary>The largest probability in millionths is a whole number, and no label.</summary>
    [Fact]
    public void A_confidence_as_a_whole_number_passes_the_guards_too()
    {
        using var graph = new Make();
        var path = graph.Linear("z", Make.Matrix(4, 3), 3).Add("Softmax", ["z"], ["p"]).Constant("million", Tensors.Of([1e6f]))
            .Add("ReduceMax", ["p"], ["top"], Attributes.Ints("axes", 1), Attributes.Int("keepdims", 0)).Add("Mul", ["top", "million"], ["large"]).Add("Cast", ["large"], ["confidence"], Attributes.Int("to", ElementType.Int64))
            .Output("p", ElementType.Float, -1, 3).Output("confidence", ElementType.Int64, -1).Write();

        var hardened = Write(HardenedModel.Of(OnnxFile.Read(path), new ModelOverrides("p"), OutputGuards.Parse("round=1"), only: false, CancellationToken.None));

        var view = new GraphView(OnnxFile.Read(hardened).Model.Graph);
        Assert.True(HasNoRawScores(hardened), "scores that passed no guard");
        Assert.True(!view.Graph.Output.Any(static output => output.Name == "confidence") || view.BehindOf("confidence").Contains("p"));
    }

    /// <summary>A file is not reviewed as a spec is: what it says of its scores chooses no output, and overrules no softmax.</summary>
    [Theory]
    [InlineData("label label", "p")]
    [InlineData("probabilities coarse", "p")]
    [InlineData("logits p", "p")]
    public void What_a_file_says_of_its_scores_hides_none(string said, string read)
    {
        using var graph = new Make();
        var path = graph.Linear("z", Make.Matrix(4, 3), 3).Add("Softmax", ["z"], ["p"]).Add("Round", ["p"], ["coarse"])
            .Add("ArgMax", ["z"], ["label"], Attributes.Int("axis", 1), Attributes.Int("keepdims", 0))
            .Output("p", ElementType.Float, -1, 3).Output("coarse", ElementType.Float, -1, 3).Output("label", ElementType.Int64, -1).Write();
        var model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(path));
        var plain = ModelInspection.Of(OnnxFile.Read(path)).Recognition;
        model.MetadataProps.Add(new StringStringEntryProto { Key = "privacygate.scores", Value = said });
        File.WriteAllBytes(path, model.ToByteArray());

        var inspection = ModelInspection.Of(OnnxFile.Read(path));

        Assert.Equal(plain, inspection.Recognition);
        Assert.Contains(inspection.Recognition, line => line.StartsWith($"output {read} ", StringComparison.Ordinal));
    }

    [Fact]
    public void The_file_says_what_was_done_also_twice()
    {
        var once = Write(Harden(Fixture.ModelPath("mlp_softmax"), "round=3"));
        var twice = ModelProto.Parser.ParseFrom(Harden(once, "top-k=1").Bytes);

        Assert.Equal("round=3 then top-k=1", Assert.Single(twice.MetadataProps, static entry => entry.Key == HardenedModel.MetadataKey).Value);
    }

    [Theory]
    [InlineData("mlp_argmax", "round=2", "answers labels alone")]
    [InlineData("label_int64", "round=2", "answers labels alone")]
    [InlineData("mlp_softmax", "top-k=11", "keeps 11 scores")]
    public void What_cannot_be_guarded_is_told(string name, string guards, string told)
    {
        var problem = Assert.Throws<InputException>(() => Harden(Fixture.ModelPath(name), guards)).Diagnostic;

        Assert.Equal(DiagnosticIds.CannotHarden, problem.Id);
        Assert.Contains(told, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("round")]
    [InlineData("round=7")]
    [InlineData("round=-1")]
    [InlineData("round=2;round=3")]
    [InlineData("top-k=0")]
    [InlineData("clip=.9,.1")]
    [InlineData("clip=0,0")]
    [InlineData("temperature=0")]
    [InlineData("temperature=NaN")]
    [InlineData("label-only;order-only")]
    [InlineData("noise=1")]
    public void Guards_that_are_none_are_told(string guards) => Assert.Throws<FormatException>(() => OutputGuards.Parse(guards));

    [Fact]
    public void Guards_are_applied_in_one_order_however_they_are_written() =>
        Assert.Equal(["temperature=2", "clip=0,0.9", "top-k=3", "round=1"], OutputGuards.Parse("round=1; top-k = 3;clip=0,0.9;temperature=2").Select(static guard => guard.Text));

    public void Dispose() => folder.Dispose();

    private static HardenedModel Harden(string path, string guards) =>
        HardenedModel.Of(OnnxFile.Read(path), new ModelOverrides(), OutputGuards.Parse(guards), only: false, CancellationToken.None);

    private static IEnumerable<string> Outputs(HardenedModel model) => ModelProto.Parser.ParseFrom(model.Bytes).Graph.Output.Select(static output => output.Name);

    private string Write(HardenedModel model)
    {
        var path = folder.File($"{folder.Names().Length}.onnx");
        File.WriteAllBytes(path, model.Bytes);
        return path;
    }

    /// <summary>From an output that is no label no way leads to the scores but through the last node of the guards.</summary>
    private static bool HasNoRawScores(string path)
    {
        var view = new GraphView(OnnxFile.Read(path).Model.Graph);
        var gate = view.TopologicalOrder.Single(static node => node.Name.EndsWith("/guarded", StringComparison.Ordinal) && node.Is("Identity"));
        var raw = view.TopologicalOrder.First(static node => node.OpType == "Cast" && node.Name.Contains("privacygate/guard", StringComparison.Ordinal)).Input[0];
        bool Reaches(string value) => value == raw || (value != gate.Output[0] && view.ProducerOf(value) is { } node && TopologicalOrder.Uses(node).Any(Reaches));
        return view.Graph.Output.Where(static output => !ElementType.IsLabel(output.Type?.TensorType?.ElemType ?? 0)).All(output => !Reaches(output.Name));
    }

    /// <summary>What an output is for made-up records.</summary>
    private static double[] Ask(string path, ModelInspection inspection, string output)
    {
        using var session = new InferenceSession(path);
        var input = Assert.Single(inspection.Inputs);
        var width = input.RecordShape.Aggregate(1, static (product, axis) => product * Math.Max(1, axis));
        var random = new Random(5);
        float[] values = [.. Enumerable.Range(0, Rows * width).Select(_ => (float)((random.NextDouble() * 6) - 3))];
        long[] axes = [Rows, .. input.RecordShape.Select(static axis => (long)axis)];
        using var fed = input.Kind switch
        {
            ElementKind.Float64 => OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(values, static value => (double)value), axes),
            ElementKind.Float16 => OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(values, static value => (Float16)value), axes),
            _ => OrtValue.CreateTensorValueFromMemory(values, axes),
        };
        using var options = new RunOptions();
        using var answers = session.Run(options, [input.Name], [fed], [output]);
        return answers[0].GetTensorTypeAndShape().ElementDataType switch
        {
            Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Double => answers[0].GetTensorDataAsSpan<double>().ToArray(),
            Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Float16 => [.. answers[0].GetTensorDataAsSpan<Float16>().ToArray().Select(static half => (double)(float)half)],
            _ => [.. answers[0].GetTensorDataAsSpan<float>().ToArray().Select(static value => (double)value)],
        };
    }

    private static float[] Probabilities(double[] scores, ScoreReading reading, int classes) => reading switch
    {
        ScoreReading.Probabilities => Array.ConvertAll(scores, static score => (float)score),
        ScoreReading.SingleProbability => [.. scores.SelectMany(static score => new[] { 1 - (float)score, (float)score })],
        ScoreReading.SingleLogit => [.. scores.SelectMany(static score => new[] { (float)(1 / (1 + Math.Exp(score))), (float)(1 / (1 + Math.Exp(-score))) })],
        _ => [.. scores.Chunk(classes).SelectMany(Make.Softmax).Select(static score => (float)score)],
    };

    private static float[] Guarded(float[] scores, string guards, int classes) => OutputGuards.Parse(guards).Aggregate(scores, (before, guard) => guard switch
    {
        RoundGuard round => ScoreGuard.RoundRows(before, classes, round.Digits),
        TopKGuard top => ScoreGuard.TopKRows(before, classes, top.Kept),
        LabelOnlyGuard => ScoreGuard.LabelOnlyRows(before, classes),
        OrderOnlyGuard => ScoreGuard.OrderOnlyRows(before, classes),
        TemperatureGuard temperature => ScoreGuard.TemperatureRows(before, classes, (float)temperature.Value),
        ClipGuard clip => ScoreGuard.ClipRows(before, classes, (float)clip.Lowest, (float)clip.Highest),
        _ => throw new ArgumentOutOfRangeException(nameof(guards)),
    });

    /// <summary>Logits show shares in the sum of a row; so do they for what is expected where that is no sum of 1.</summary>
    private static IEnumerable<float> Shares(float[] actual, float[] expected, int classes) => actual.Chunk(classes).Zip(expected.Chunk(classes)).SelectMany(pair =>
        pair.Second.Sum() is > 0 and var sum ? pair.First.Select(value => value * sum) : pair.Second);
}
