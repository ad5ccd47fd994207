using Microsoft.ML.OnnxRuntime;

namespace Clinic;

/// <summary>A regularised logistic regression: it answers with one probability a class.</summary>
public sealed class TumourClassifier(string modelPath) : IDisposable
{
    // In the order of the model's output, as in privacygate.json.
    private static readonly string[] Classes = ["benign", "malignant"];

    private readonly InferenceSession _session = new(modelPath);

    public Diagnosis Classify(float[] measurements)
    {
        using var input = OrtValue.CreateTensorValueFromMemory(measurements, [1, measurements.Length]);
        using var run = new RunOptions();
        using var outputs = _session.Run(run, ["features"], [input], ["probabilities"]);
        var probabilities = outputs[0].GetTensorDataAsSpan<float>();
        var likeliest = probabilities[1] > probabilities[0] ? 1 : 0;
        return new Diagnosis(Classes[likeliest], probabilities[likeliest]);
    }

    public void Dispose() => _session.Dispose();
}
