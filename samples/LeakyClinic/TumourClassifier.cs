using Microsoft.ML.OnnxRuntime;

namespace Clinic;

/// <summary>A forest exported from scikit-learn: it answers with the class and a map from class to probability.</summary>
public sealed class TumourClassifier(string modelPath) : IDisposable
{
    private readonly InferenceSession _session = new(modelPath);

    public Diagnosis Classify(float[] measurements)
    {
        using var input = OrtValue.CreateTensorValueFromMemory(measurements, [1, measurements.Length]);
        using var run = new RunOptions();
        using var outputs = _session.Run(run, ["float_input"], [input], ["output_label", "output_probability"]);
        var name = outputs[0].GetStringElement(0);
        using var byClass = outputs[1].GetValue(0, OrtAllocator.DefaultInstance);
        return new Diagnosis(name, ProbabilityOf(name, byClass));
    }

    public void Dispose() => _session.Dispose();

    private static float ProbabilityOf(string name, OrtValue byClass)
    {
        var probability = float.NaN;
        byClass.ProcessMap(
            (classes, probabilities) =>
            {
                var position = Array.IndexOf(classes.GetStringTensorAsArray(), name);
                probability = probabilities.GetTensorDataAsSpan<float>()[position];
            },
            OrtAllocator.DefaultInstance);
        return probability;
    }
}
