using System.Diagnostics.CodeAnalysis;
using PrivacyGate.Auditing.Stored;
using PrivacyGate.Formats;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Gradients;
using PrivacyGate.Onnx.Inference;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Training;
using PrivacyGate.Samples;

namespace PrivacyGate.Run.Opening;

/// <summary>An ONNX model that was recognised, as attacks look at it.</summary>
/// <param name="inspection">What was recognised.</param>
internal sealed class OnnxTarget(ModelInspection inspection) : ITargetModel
{
    public ModelInspection Inspection => inspection;

    public ModelTask Task => inspection.Task;

    public IReadOnlyList<ModelInput> Inputs => inspection.Inputs;

    public IReadOnlyList<string> UnusedInputs { get; } = [.. inspection.UnusedInputs.Select(static input => input.Name)];

    public ClassList Classes => inspection.Classes;

    public ScoreKind ScoreKind => inspection.ScoreKind;

    public bool ShowsLevel => inspection.ShowsLevel;

    public bool HasLastLayerNorm => inspection.HasLastLayerNorm;

    public IReadOnlyList<string> Recognition => inspection.Recognition;

    public GraphFacts Facts => inspection.GraphFacts();

    public IClassifier Open(CancellationToken cancellation) => OnnxClassifier.Open(inspection, cancellation);

    public ITargetModel? Singly() => inspection.Singly() is { } singly ? new OnnxTarget(singly) : null;

    public IReadOnlyList<ExpectedRange?> ExpectedRanges(int columns) => inspection.ExpectedRanges(columns);

    public IRecordTables? RecordTables() => Onnx.Tables.RecordTables.Of(inspection);

    public void Confirm(IEnumerable<int> classes) => WidthCheck.Check(inspection, classes);

    public bool TryGradients(IReadOnlyList<IReadOnlyList<int>> recordShapes, [NotNullWhen(true)] out IInputGradients? gradients, [NotNullWhen(false)] out string? why)
    {
        var isOpen = OnnxInputGradients.TryOpen(inspection, recordShapes, out var opened, out var refusal);
        (gradients, why) = (opened, isOpen ? null : $"{refusal!.Node} {refusal.Why}");
        return isOpen;
    }

    public ITrainer Trainer(ShadowRequest request, CancellationToken cancellation) => ShadowTrainers.For(
        new ShadowTrainerRequest(inspection, request.Records, request.Size, request.MemberLoss, request.Recipe, request.Networks)
        {
            TrainedFrom = From(request.FineTuning),
            Fit = request.Fit,
        },
        cancellation);

    private static TrainedFrom From(FineTuning? known) => known is null ? TrainedFrom.Nothing : new TrainedFrom
    {
        Base = known.Base switch
        {
            null => null,
            OnnxModel onnx => onnx.File,
            _ => throw new InputException(Diagnostic.Error(DiagnosticIds.BaseDoesNotFit, "shadows.base is no ONNX file, as the model is; name the .onnx file that training started from", known.Origin)),
        },
        Frozen = known.Frozen,
        Origin = known.Origin,
    };
}
