using Microsoft.ML.OnnxRuntime;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inference.Trees;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Runtime;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Inference;

/// <summary>An ONNX model as something that answers records, whatever the shape of its inputs and outputs.</summary>
public sealed class OnnxClassifier : IClassifier
{
    private readonly ModelInspection inspection;
    private readonly ServingPlan plan;
    private readonly IModelRun session;
    private readonly ScoreReader? scores;
    private readonly LabelReader? labels;

    private OnnxClassifier(ModelInspection inspection, IModelRun session)
    {
        this.inspection = inspection;
        this.session = session;
        plan = inspection.Plan;
        scores = plan.Reading is { } reading ? new ScoreReader(inspection.File.Path, reading, plan.Classes.Count) : null;
        labels = plan.HasLabel ? new LabelReader(inspection.File.Path, plan.LabelNames, plan.Classes.Count) : null;
    }

    public IReadOnlyList<ModelInput> Inputs => plan.Inputs;

    public ClassList Classes => plan.Classes;

    public ScoreKind ScoreKind => inspection.ScoreKind;

    public int PreferredBatchSize => plan.BatchSize;

    /// <inheritdoc cref="ModelInspection.UnusedInputs"/>
    public IReadOnlyList<UnusedInput> UnusedInputs => inspection.UnusedInputs;

    /// <inheritdoc cref="ModelInspection.IsUnconfirmed"/>
    public bool IsUnconfirmed => inspection.IsUnconfirmed;

    /// <summary>The model file.</summary>
    public string Path => inspection.File.Path;

    /// <exception cref="InputException">The file is no sound model (PG0020 to PG0025), its shape is not recognised (PG0026), or it cannot be run (PG0027, PG0310).</exception>
    public static OnnxClassifier Open(string path, ModelOverrides? overrides = null, CancellationToken cancellation = default) =>
        Open(ModelInspection.Of(OnnxFile.Read(path), overrides, cancellation), cancellation);

    public static OnnxClassifier Open(ModelInspection inspection, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(inspection);
        var runtime = ModelSession.Open(inspection.File.Path, inspection.Plan.Model, inspection.Inputs, cancellation);

        // Trees of a fixed number of records a run are not tried with another number.
        return new OnnxClassifier(inspection, inspection.Plan.Chunk is null ? TreeRun.OrRuntime(runtime, inspection.File.Path, inspection.Plan.Model, inspection.Inputs, cancellation) : runtime);
    }

    public Predictions Predict(RecordBatch batch, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(batch);
        cancellation.ThrowIfCancellationRequested();
        var count = batch.Count;
        var answers = new Predictions(
            ScoreKind,
            plan.Classes.Count,
            scores is null ? [] : GC.AllocateUninitializedArray<double>(ArrayLength.Of(count, plan.Classes.Count)),
            ScoreKind.IsOfClasses() ? new int[count] : [],
            plan.HasNorm ? new double[count] : null)
        { ProbabilityFloor = plan.ProbabilityFloor, ShowsLevel = plan.ShowsLevel };
        IReadOnlyList<FeatureBlock> blocks = BlocksOf(batch);
        var step = plan.Chunk ?? PreferredBatchSize;
        for (var start = 0; start < count; start += step)
        {
            var some = Math.Min(step, count - start);
            PredictRun(blocks, start, some, plan.Chunk ?? some, answers, cancellation);
        }

        return answers;
    }

    public void Dispose() => session.Dispose();

    private void PredictRun(IReadOnlyList<FeatureBlock> blocks, int start, int count, int padded, Predictions answers, CancellationToken cancellation)
    {
        using var outputs = session.Run(blocks, start, count, padded, cancellation);
        var next = 0;
        var classes = plan.Classes.Count;
        var predicted = ScoreKind.IsOfClasses() ? answers.PredictedClass.AsSpan(start, count) : [];
        if (scores is not null)
        {
            var rows = answers.Scores.AsSpan(start * classes, count * classes);
            scores.Read(outputs[next++], padded, rows);
            if (!predicted.IsEmpty)
            {
                RowArgMax.Find(rows, classes, predicted);
            }
        }

        labels?.Read(outputs[next++], padded, predicted);
        if (answers.LastLayerNorm is not null)
        {
            ReadNorm(outputs[next], padded, answers.LastLayerNorm.AsSpan(start, count));
        }
    }

    private void ReadNorm(OrtValue tensor, int records, Span<double> norms)
    {
        if (!RowNorms.Read(tensor, records, plan.NormHasBias ? 1 : 0, norms))
        {
            throw Refusal.Of(DiagnosticIds.ModelFailed, inspection.File.Path, "The model's last layer is fed NaN or infinity for a record of the batch. Check that the records are scaled as in training.");
        }
    }

    private FeatureBlock[] BlocksOf(RecordBatch batch) =>
        [.. plan.Inputs.Select(input => batch.Features.FirstOrDefault(block => block.Input == input.Name)
            ?? throw Refusal.Of(DiagnosticIds.ModelFailed, inspection.File.Path, $"No column feeds the input '{input.Name}'. Name one in the spec's features."))];
}
