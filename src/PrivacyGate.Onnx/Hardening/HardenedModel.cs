using PrivacyGate.Models;
using PrivacyGate.Onnx.Gradients;
using PrivacyGate.Onnx.Gradients.Steps;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Hardening;

/// <summary>
/// A model whose scores pass through guards before they leave it. The label is still picked from the scores as they were, which no
/// output shows any more. What the file holds beside stays in meaning; the order of its bytes may change.
/// </summary>
/// <param name="Bytes">The file.</param>
/// <param name="Said">One line for each thing done.</param>
public sealed record HardenedModel(byte[] Bytes, IReadOnlyList<string> Said)
{
    /// <summary>Key of the metadata that says what was done.</summary>
    public const string MetadataKey = "privacygate.hardened";

    /// <param name="file">The model.</param>
    /// <param name="overrides">How to read it, as for <see cref="ModelInspection.Of"/>.</param>
    /// <param name="guards">What its scores pass through, in order; at least one.</param>
    /// <param name="only">Whether outputs besides scores and label are left out.</param>
    /// <param name="cancellation">Stops inside the runtime.</param>
    /// <exception cref="InputException">PG0047: it has no scores that could be guarded so; and as <see cref="ModelInspection.Of"/> says.</exception>
    public static HardenedModel Of(OnnxFile file, ModelOverrides overrides, IReadOnlyList<OutputGuard> guards, bool only, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(overrides);
        ArgumentNullException.ThrowIfNull(guards);
        var inspection = ModelInspection.Of(file, overrides, cancellation);
        var scores = GuardedScores.Of(file, inspection, overrides);
        if (guards.Select(guard => guard.Refusal(inspection.Classes.Count)).FirstOrDefault(static why => why is not null) is { } refusal)
        {
            throw Refusal.Of(DiagnosticIds.CannotHarden, file.Path, refusal + ".");
        }

        var model = Lifted(file, inspection);
        var view = new GraphView(model.Graph);
        var nodes = new GuardNodes(view, GraphSurgery.Opset(model), inspection.Classes.Count);
        var raw = nodes.Fresh("scores");
        var probabilities = ScoreForms.ToProbabilities(nodes, raw, scores.Reading);
        var guarded = ScoreForms.FromProbabilities(nodes, guards.Aggregate(probabilities, (value, guard) => guard.Add(nodes, value)), raw, scores.Reading, view.ElementTypeOf(scores.Value) is var stated and not 0 ? stated : ElementType.Float);
        var (changed, kept) = Rewiring.Of(file.Path, model, view, scores, raw, guarded, nodes.Added);
        var left = kept.Where(output => only ? output != scores.Label && !scores.Outputs.Contains(output) : SharesWork(changed, output, raw)).ToList();
        var cut = Without(changed, left);
        if (!only && LeftOutOutputs.Of(OnnxFile.Made(file.Path, cut), scores.Outputs is [var shown] ? overrides with { OutputName = shown } : overrides).Except(scores.Outputs).ToArray() is { Length: > 0 } more)
        {
            left.AddRange(more);
            cut = Without(changed, left);
        }

        cut = only ? GraphSurgery.DropUnusedInputs(cut) : cut;
        Describe(cut, guards, scores);
        Check(inspection, overrides, cut, scores, cancellation);
        return new HardenedModel(GraphSurgery.Bytes(cut), Lines(guards, scores, left, kept.Except(left)));
    }

    /// <summary>Of operator set 11 at least, which has all that guards need.</summary>
    private static ModelProto Lifted(OnnxFile file, ModelInspection inspection)
    {
        var model = file.Model;
        if (GraphSurgery.Opset(model) >= GuardNodes.LeastOpset)
        {
            return model;
        }

        var types = ValueTypes.Of(file.Path, model, inspection.Inputs, null);
        return OpsetLift.TryLift(model, types.Shapes, out var lifted, out var refusal) ? lifted : throw Refusal.Of(DiagnosticIds.CannotHarden, file.Path, refusal.Message);
    }

    /// <summary>Whether an output is made from numbers that the raw scores are made from too: logits, features of the last layer, the largest few scores.</summary>
    private static bool SharesWork(ModelProto model, string output, string raw)
    {
        var view = new GraphView(model.Graph);
        var behind = view.BehindOf(raw);
        return view.BehindOf(output).Any(value => behind.Contains(value) && view.ProducerOf(value) is { } maker && !maker.Is("Constant") && view.FedInputs.Any(input => view.BehindOf(value).Contains(input.Name)));
    }

    private static ModelProto Without(ModelProto model, IReadOnlyList<string> outputs) =>
        GraphSurgery.Cut(model, model.Graph.Output.Select(static output => output.Name).Where(name => !outputs.Contains(name)));

    private static void Describe(ModelProto model, IReadOnlyList<OutputGuard> guards, GuardedScores scores)
    {
        if (scores.Outputs is [var only])
        {
            StatedScores.Write(model, only, ScoreForms.Kind(scores.Reading));
        }

        var before = model.MetadataProps.FirstOrDefault(static entry => entry.Key == MetadataKey);
        var text = string.Join(';', guards.Select(static guard => guard.Text));
        if (before is null)
        {
            model.MetadataProps.Add(before = new StringStringEntryProto { Key = MetadataKey, Value = text });
        }
        else
        {
            before.Value = $"{before.Value} then {text}";
        }
    }

    /// <summary>A file that no audit could read again would be of no use.</summary>
    private static void Check(ModelInspection before, ModelOverrides overrides, ModelProto model, GuardedScores scores, CancellationToken cancellation)
    {
        var path = before.File.Path;
        try
        {
            var after = ModelInspection.Of(OnnxFile.Made(path, model), overrides with { OutputName = overrides.OutputName ?? (scores.Outputs is [var only] ? only : null) }, cancellation);
            if (after.Classes.Count != before.Classes.Count || after.ScoreKind == ScoreKind.LabelOnly)
            {
                throw Refusal.Of(DiagnosticIds.CannotHarden, path, FormattableString.Invariant($"The guarded model would be read as one of {after.Classes.Count} classes instead of {before.Classes.Count}."));
            }
        }
        catch (InputException problem) when (problem.Diagnostic.Id != DiagnosticIds.CannotHarden)
        {
            throw Refusal.Of(DiagnosticIds.CannotHarden, path, $"The guarded model would not be recognised any more: {problem.Diagnostic.Message}", problem);
        }
    }

    private static string[] Lines(IReadOnlyList<OutputGuard> guards, GuardedScores scores, IReadOnlyList<string> left, IEnumerable<string> kept) =>
    [
        $"guards: {string.Join(", then ", guards.Select(static guard => guard.Text))}",
        $"guarded: {string.Join(", ", scores.Outputs.Select(static output => $"'{PlainText.Bare(output)}'"))}, as {scores.Words}",
        .. scores.Label is { } label ? [$"label: '{PlainText.Bare(label)}', picked from the scores before the guards"] : Array.Empty<string>(),
        .. left.Select(static output => $"left out: '{PlainText.Bare(output)}'"),
        .. kept.Select(static output => $"kept as it is: '{PlainText.Bare(output)}'; --only leaves it out"),
    ];
}
