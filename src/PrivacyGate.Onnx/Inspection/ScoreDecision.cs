
namespace PrivacyGate.Onnx.Inspection;

/// <summary>How a model's scores are read in the end.</summary>
/// <param name="Chosen">The value to read and how.</param>
/// <param name="Declared">How the model states its scores.</param>
/// <param name="ClassCount">Number of classes.</param>
/// <param name="HasNorm">Whether what enters the last layer comes out as a row a record.</param>
internal sealed record ScoreDecision(SignalCandidate Chosen, ScoreReading Declared, int ClassCount, bool HasNorm)
{
    public static ScoreDecision Of(
        ModelRefusal refusal, ScoreSource source, IReadOnlyList<SignalCandidate> candidates, LabelSource? label, Probe probe)
    {
        SignalCandidate declared = candidates[^1];
        ProbeValue value = probe.Values[declared.Signal.Value];
        if (value.Width < 1 || value.Numbers is null)
        {
            throw refusal.Unknown($"The scores '{source.Output ?? declared.Signal.Value}' are not one row of numbers a record.");
        }

        ScoreReading reading = value.Width == 1
            ? SingleReading(refusal, source, value, label)
            : RowReading(refusal, source, value);
        SignalCandidate chosen = candidates.FirstOrDefault(candidate => !candidate.IsDeclared && Confirmed(candidate, value, reading, probe))
            ?? declared with { Signal = declared.Signal with { Reading = reading } };
        bool norm = chosen is { Hidden: not null, Layer: { } layer } && probe.Values[chosen.Hidden] is { Width: > 0, Numbers: not null } hidden
            && (layer.Width ?? hidden.Width) == hidden.Width;
        return new ScoreDecision(chosen, reading, Math.Max(2, value.Width), norm);
    }

    /// <summary>Numbers decide whether the value before the squashing is what the graph makes us think it is.</summary>
    private static bool Confirmed(SignalCandidate candidate, ProbeValue declared, ScoreReading reading, Probe probe)
    {
        ProbeValue value = probe.Values[candidate.Signal.Value];
        int width = candidate.Signal.Reading == ScoreReading.SingleLogit ? 1 : Math.Max(2, declared.Width);
        return value.Numbers is not null && value.Width == width
            && ProbabilityRows.Agree(declared, reading, value, candidate.Signal.Reading);
    }

    private static ScoreReading SingleReading(ModelRefusal refusal, ScoreSource source, ProbeValue value, LabelSource? label)
    {
        bool within01 = ProbabilityRows.AllWithin01(value);
        switch (source.Declared.Reading)
        {
            case ScoreReading.SingleProbability or ScoreReading.Probabilities when within01 && source.Maker != "Softmax":
                return ScoreReading.SingleProbability;
            case ScoreReading.Logits:
                return ScoreReading.SingleLogit;
            case ScoreReading.Undecided when within01 && source.Evidence == Evidence.Numbers && Hints(source, "prob"):
                return ScoreReading.SingleProbability;
            case ScoreReading.Undecided when source.Evidence == Evidence.LinearLayer && (label is not null || Hints(source, "logit")):
                return ScoreReading.SingleLogit;
            default:
                throw refusal.Unknown($"'{source.Output}' is one number a record, made by {source.Maker}: a probability, a logit or no class at all.");
        }
    }

    private static ScoreReading RowReading(ModelRefusal refusal, ScoreSource source, ProbeValue value)
    {
        bool probabilities = ProbabilityRows.AreProbabilities(value);
        return source.Declared.Reading switch
        {
            ScoreReading.Logits => ScoreReading.Logits,
            ScoreReading.LogProbabilities when ProbabilityRows.AreLogProbabilities(value) => ScoreReading.LogProbabilities,
            not ScoreReading.LogProbabilities when probabilities => ScoreReading.Probabilities,
            ScoreReading.Undecided when ProbabilityRows.AreLogProbabilities(value) => ScoreReading.LogProbabilities,
            ScoreReading.Undecided when source.Evidence == Evidence.LinearLayer || !ProbabilityRows.AllWithin01(value) => ScoreReading.Logits,
            ScoreReading.SingleProbability or ScoreReading.Undecided => throw refusal.Unknown(
                $"'{source.Output}' has a value in (0, 1) for each of {ClassNames.Text(value.Width)} columns that do not add up to 1, as of a model that gives a record several labels."),
            _ => throw refusal.Unknown($"The rows of '{source.Output}' do not add up to 1 over the classes, so they are no probabilities."),
        };
    }

    private static bool Hints(ScoreSource source, string word) => source.Output?.Contains(word, StringComparison.OrdinalIgnoreCase) ?? false;
}
