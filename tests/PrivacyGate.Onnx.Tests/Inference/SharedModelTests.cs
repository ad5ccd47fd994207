using PrivacyGate.Onnx.Inference;
using PrivacyGate.Onnx.Tests.Support;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Tests.Inference;

/// <summary>Models exported from PyTorch, with the logits PyTorch computed.</summary>
public sealed class SharedModelTests
{
    [SharedFact("oracles", "gradients")]
    public void Logits_are_those_of_PyTorch()
    {
        var folders = Directory.GetDirectories(Repository.SharedPath("oracles", "gradients"));
        Assert.NotEmpty(folders);
        foreach (var folder in folders)
        {
            using var classifier = OnnxClassifier.Open(Path.Combine(folder, "model.onnx"));
            var oracle = Path.Combine(folder, "oracle.npz");
            var input = classifier.Inputs[0];
            Array values = input.Kind == ElementKind.Int64 ? Npy.Read<long>(oracle, "x") : Npy.Read<float>(oracle, "x");
            var logits = Npy.Read<float>(oracle, "logits");
            var batch = Records.Of([new FeatureBlock(input.Name, input.Kind, input.RecordShape, values)], logits.Length / classifier.Classes.Count);
            var answers = classifier.Predict(batch, CancellationToken.None);
            Assert.Equal(ScoreKind.Logits, answers.Kind);
            Assert.NotNull(answers.LastLayerNorm);
            Assert.Equal(logits.Length, answers.Scores.Length);
            Assert.All(logits.Zip(answers.Scores), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        }
    }

    [SharedFact("data", "location30", "model.onnx")]
    public void Location30_gives_its_logits_and_its_last_layer()
    {
        using var classifier = OnnxClassifier.Open(Repository.SharedPath("data", "location30", "model.onnx"));
        Assert.Equal(30, classifier.Classes.Count);
        Assert.Equal([446], classifier.Inputs[0].RecordShape);
        var answers = classifier.Predict(Records.Floats("input", [446], new float[446 * 3]), CancellationToken.None);
        Assert.Equal(ScoreKind.Logits, answers.Kind);
        Assert.NotNull(answers.LastLayerNorm);
    }
}
