using System.Diagnostics.CodeAnalysis;
using Microsoft.ML;
using PrivacyGate.Auditing.Stored;
using PrivacyGate.Formats;
using PrivacyGate.MLNet.Reading;
using PrivacyGate.MLNet.Runtime;
using PrivacyGate.MLNet.Serving;
using PrivacyGate.MLNet.Training;
using PrivacyGate.Models;

namespace PrivacyGate.MLNet.Targets;

/// <summary>A model of ML.NET that was recognised.</summary>
internal sealed class MLNetTarget : ITargetModel
{
    private readonly Recognised model;

    private MLNetTarget(Recognised model, ModelTask task) => (this.model, Task) = (model, task);

    public ModelTask Task { get; }

    public IReadOnlyList<ModelInput> Inputs => model.Columns.Inputs;

    public IReadOnlyList<string> UnusedInputs => model.Columns.Unused;

    public ClassList Classes => model.Classes;

    public ScoreKind ScoreKind => model.Reading.Kind;

    public bool ShowsLevel => false;

    public bool HasLastLayerNorm => false;

    public IReadOnlyList<string> Recognition => [.. RecognitionText.Of(model, Task)];

    public GraphFacts Facts => new(HasHiddenLayers: false, HasTrees: ModelWords.IsOfTrees(model.Pipeline.Parameters), IsGrownOut: false);

    /// <summary>A model whose answers are features of the next one was trained on the members, and answers differently for them.</summary>
    public string? KeptTraining => model.Pipeline.Preparation.Any(ModelWords.Learns)
        ? $"the model {string.Join(", ", model.Pipeline.Preparation.Where(ModelWords.Learns).Select(static step => step.GetType().Name.Split('`')[0]))} that makes features for the last one"
        : null;

    /// <exception cref="InputException">PG0026, PG0029 or PG0004: the model or its task is not understood, or does not go with the spec. PG0049: it reads no column.</exception>
    public static MLNetTarget Of(string path, ITransformer chain, DataViewSchema schema, ModelOverrides overrides)
    {
        var pipeline = Pipeline.Find(chain, schema)
            ?? throw Refusal.Of(DiagnosticIds.ModelShapeUnknown, path, "The model file holds no predictor of ML.NET, only transforms. Forecasts of time series and models of other packages are not audited; export the model to ONNX where ML.NET can.");
        var task = overrides.Task ?? ModelTask.Classification;
        TaskCheck.Require(path, pipeline, task, overrides.OutputKind);
        var recognised = Recognised.Of(path, pipeline, schema, task);
        return recognised.Columns.Inputs.Count > 0 ? new MLNetTarget(recognised, task)
            : throw Refusal.Of(DiagnosticIds.MLNetModelRefused, path, "The model reads no column, so it gives every record the same answer and tells nothing of one. There is nothing to audit; exempt it with PrivacyGateExempt.");
    }

    public IClassifier Open(CancellationToken cancellation) => model.Classifier(model.Pipeline.Whole);

    /// <summary>ML.NET answers row by row.</summary>
    public ITargetModel? Singly() => null;

    public IReadOnlyList<ExpectedRange?> ExpectedRanges(int columns) => [];

    public IRecordTables? RecordTables() => null;

    public void Confirm(IEnumerable<int> classes)
    {
        // ML.NET states what its columns are.
    }

    public bool TryGradients(IReadOnlyList<IReadOnlyList<int>> recordShapes, [NotNullWhen(true)] out IInputGradients? gradients, [NotNullWhen(false)] out string? why)
    {
        (gradients, why) = (null, "models of ML.NET have no gradient graph; export the model to ONNX for white-box attacks");
        return false;
    }

    public ITrainer Trainer(ShadowRequest request, CancellationToken cancellation) => PilotedTrainer.For(model, request, cancellation);
}
