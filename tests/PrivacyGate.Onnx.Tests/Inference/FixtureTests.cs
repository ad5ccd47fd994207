using PrivacyGate.Onnx.Inference;
using PrivacyGate.Onnx.Tests.Support;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Tests.Inference;

/// <summary>Every shape of model answers what the framework it came from answers.</summary>
public sealed class FixtureTests
{
    public static TheoryData<string> Models { get; } = [.. Directory.GetFiles(Fixture.Folder, "*.onnx")
        .Select(path => Path.GetFileNameWithoutExtension(path))
        .Where(name => !name.StartsWith("refused_", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Models))]
    public void Answers_are_those_of_the_framework(string name)
    {
        var fixture = Fixture.Load(name);
        using var classifier = OnnxClassifier.Open(fixture.Path);
        var answers = classifier.Predict(fixture.Batch, CancellationToken.None);

        var tolerance = name.EndsWith("16", StringComparison.Ordinal) ? 5e-3 : 1e-5;
        Assert.Equal(fixture.Kind, answers.Kind);
        Assert.Equal(fixture.Kind, classifier.ScoreKind);
        Assert.Equal(fixture.ClassCount, classifier.Classes.Count);
        Assert.Equal(fixture.Classes, classifier.Classes.Names);
        Assert.Equal(fixture.Predicted, answers.PredictedClass);
        Near(fixture.Probabilities, Rows(answers), tolerance);
        if (fixture.Logits is not null)
        {
            // Logits mean the same when all of a row are moved alike.
            Near(fixture.Logits.Select(Centred), Chunked(answers).Select(Centred), tolerance * 4);
        }

        if (fixture.Norm is not null)
        {
            Assert.NotNull(answers.LastLayerNorm);
            Near([fixture.Norm], [answers.LastLayerNorm], tolerance * 4);
        }
    }

    private static IEnumerable<double[]>? Rows(Predictions answers) => answers.Kind switch
    {
        ScoreKind.LabelOnly => null,
        ScoreKind.Probabilities => Chunked(answers),
        _ => Chunked(answers).Select(Softmax),
    };

    private static IEnumerable<double[]> Chunked(Predictions answers) => answers.Scores.Chunk(answers.ClassCount);

    private static double[] Centred(double[] row) => [.. row.Select(value => value - row.Average())];

    private static double[] Softmax(double[] row)
    {
        double[] parts = [.. row.Select(value => Math.Exp(value - row.Max()))];
        return [.. parts.Select(part => part / parts.Sum())];
    }

    private static void Near(IEnumerable<double[]>? expected, IEnumerable<double[]>? actual, double tolerance)
    {
        double[] wanted = [.. (expected ?? []).SelectMany(static row => row)];
        double[] got = [.. (actual ?? []).SelectMany(static row => row)];
        Assert.Equal(wanted.Length, got.Length);
        Assert.All(wanted.Zip(got), pair => Assert.InRange(pair.Second, pair.First - tolerance * (1 + Math.Abs(pair.First)), pair.First + tolerance * (1 + Math.Abs(pair.First))));
    }
}
