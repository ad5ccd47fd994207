using System.Text.Json;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inference;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Tests.Support;
using PrivacyGate.Samples;
using PrivacyGate.Signals;

namespace PrivacyGate.Onnx.Tests.Training;

/// <summary>What scikit-learn 1.2.1 learned from 300 records of Friedman's function (fixtures/regression/make_regression.py).</summary>
internal static class RegressionFixture
{
    public static JsonElement Golden { get; } = JsonDocument.Parse(File.ReadAllText(Path.Combine(Fixture.Folder, "regression", "regression.json"))).RootElement;

    public static RecordBatch Members => Friedman.Records(300, 1);

    public static RecordBatch Strangers => Friedman.Records(2000, 2);

    public static ModelInspection Inspect(string name) =>
        ModelInspection.Of(OnnxFile.Read(Path.Combine(Fixture.Folder, "regression", name + ".onnx")), new ModelOverrides { Task = ModelTask.Regression });

    /// <summary>The unexplained share of the variance.</summary>
    public static double Loss(Models.IClassifier model, RecordBatch records) =>
        UnexplainedVariance.Of(model.Predict(records, CancellationToken.None).Scores, (ValueTargets)records.Targets);

    public static double Loss(ModelInspection target, RecordBatch records)
    {
        using var model = OnnxClassifier.Open(target);
        return Loss(model, records);
    }
}
