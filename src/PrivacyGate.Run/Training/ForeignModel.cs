using System.Globalization;
using PrivacyGate.IO.Sinks;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Inference;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Signals;

namespace PrivacyGate.Run.Training;

/// <summary>Opens a model that somebody else trained, and holds it to the target's inputs and classes.</summary>
/// <param name="target">The audited model.</param>
/// <param name="overrides">What the spec says of reading the target's output; it holds for models like it too.</param>
/// <param name="wantedLoss">The target's mean loss on its members in nats, or null.</param>
internal sealed class ForeignModel(IClassifier target, ModelOverrides overrides, double? wantedLoss)
{
    /// <summary>A loss off by more than this factor spoils likelihood ratios of two variances (docs on shadows).</summary>
    private const double NearEnough = 2;

    /// <summary>Losses below this, in nats, are alike.</summary>
    private const double LossFloor = .02;

    private const int LongestDescription = 200;

    /// <summary>Everything that reading a model follows from beside its file, as text.</summary>
    public string Fingerprint { get; } = string.Create(
        CultureInfo.InvariantCulture,
        $"{Describe(target)} read as {overrides.OutputName ?? "-"} {overrides.OutputKind ?? "-"} {string.Join(',', overrides.Classes ?? [])} loss {wantedLoss:R}");

    /// <param name="path">The file.</param>
    /// <param name="called">What to call it in messages.</param>
    /// <param name="records">The records it was trained on.</param>
    /// <param name="cancellation">Stops it, also inside the runtime.</param>
    /// <exception cref="InputException">PG0332 when inputs or classes differ; the codes of model files.</exception>
    public TrainedModel Open(string path, string called, RecordBatch records, CancellationToken cancellation)
    {
        OnnxClassifier model = Opened(path, called, cancellation);
        try
        {
            RequireSame(model, called);
            double loss = MeanLoss(model, records, cancellation);
            bool matched = wantedLoss is not { } wanted || Math.Abs(Math.Log((loss + LossFloor) / (wanted + LossFloor))) <= Math.Log(NearEnough);
            return new TrainedModel(model, new TrainingSummary(0, loss, wantedLoss, matched));
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private void RequireSame(OnnxClassifier model, string called)
    {
        string wanted = Describe(target);
        string got = Describe(model);
        if (wanted != got)
        {
            throw new InputException(Diagnostic.Error(
                DiagnosticIds.ShadowModelMisfit,
                $"{called} takes and answers other things than the audited model: {Shown(got)} instead of {Shown(wanted)}; export both alike"));
        }
    }

    /// <summary>The file is gone when its problem is read, so the message says whose it was.</summary>
    private OnnxClassifier Opened(string path, string called, CancellationToken cancellation)
    {
        try
        {
            return OnnxClassifier.Open(path, overrides, cancellation);
        }
        catch (InputException problem)
        {
            throw new InputException(problem.Diagnostic with { Message = $"{called}: {problem.Diagnostic.Message}", Location = null }, problem);
        }
    }

    private static string Describe(IClassifier model)
    {
        IEnumerable<string> inputs = model.Inputs.OrderBy(static input => input.Name, StringComparer.Ordinal).Select(static input =>
            string.Create(CultureInfo.InvariantCulture, $"{input.Name} {input.Kind}({string.Join(',', input.RecordShape)})"));
        string classes = model.Classes.Names is { } names ? string.Join(',', names) : model.Classes.Count.ToString(CultureInfo.InvariantCulture);
        return $"inputs {string.Join("; ", inputs)}, classes {classes}, {(model.ScoreKind == ScoreKind.LabelOnly ? "a label only" : "scores")}";
    }

    private static string Shown(string description) => PlainText.Clip(TrainerText.Line(description), LongestDescription);

    private static double MeanLoss(OnnxClassifier model, RecordBatch records, CancellationToken cancellation)
    {
        SignalTable signals = SignalCalculator.Calculate(model.Predict(records, cancellation), records.Labels);

        // Of a bare label only right and wrong are known.
        return signals.Confidence?.Average(SignalCalculator.Loss)
            ?? (double)signals.PredictedClass.Zip(records.Labels).Count(static pair => pair.First != pair.Second) / records.Count;
    }
}
