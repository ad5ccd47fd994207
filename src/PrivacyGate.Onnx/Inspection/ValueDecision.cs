using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>How the answers of a model that is no classifier are read.</summary>
/// <param name="Signal">The value and how to read it.</param>
/// <param name="Width">Numbers a record.</param>
/// <param name="Source">The output they come from.</param>
/// <param name="FromSigmoid">Whether they are what enters a sigmoid.</param>
internal sealed record ValueDecision(ScoreSignal Signal, int Width, ScoreSource Source, bool FromSigmoid)
{
    /// <summary>The values to probe: the output as it is stated, and what enters its sigmoid.</summary>
    public static IReadOnlyList<string> Candidates(ScoreSource source, ModelTask task) =>
        task == ModelTask.MultiLabel && source.Maker == "Sigmoid" && source.Node is { } sigmoid ? [source.Declared.Value, sigmoid.At(0)] : [source.Declared.Value];

    /// <param name="refusal">Refuses what cannot be read.</param>
    /// <param name="task">What the model is for.</param>
    /// <param name="source">The output chosen.</param>
    /// <param name="kind">A value of <see cref="OutputKinds"/>, or null.</param>
    /// <param name="inputs">Its inputs.</param>
    /// <param name="probe">What probing showed.</param>
    public static ValueDecision Of(ModelRefusal refusal, ModelTask task, ScoreSource source, string? kind, InputRecognition inputs, Probe probe)
    {
        var value = probe.Values[source.Declared.Value];
        if (value.Width < 1 || value.Numbers is null)
        {
            throw refusal.NoValues(task, $"The output '{source.Output}' is not one row of numbers a record.");
        }

        if (task == ModelTask.Reconstruction)
        {
            RequireInput(refusal, source, value, inputs, probe);
        }
        else if (value.Axes.Count > 1)
        {
            throw refusal.NoValues(task, $"The output '{source.Output}' has {string.Join(" x ", value.Axes)} numbers a record, not one row.");
        }

        if (task is ModelTask.Score or ModelTask.Ranking && value.Width != 1)
        {
            throw refusal.NoValues(task, FormattableString.Invariant($"The output '{source.Output}' has {value.Width} numbers a record; a score is one number."));
        }

        return task == ModelTask.MultiLabel ? Labels(refusal, source, kind, value, probe) : new ValueDecision(new ScoreSignal(source.Declared.Value, ScoreReading.Values), value.Width, source, false);
    }

    private static ValueDecision Labels(ModelRefusal refusal, ScoreSource source, string? kind, ProbeValue value, Probe probe)
    {
        var within = ProbabilityRows.AllWithin01(value);
        if (kind == OutputKinds.Probabilities && !within)
        {
            throw refusal.NoValues(ModelTask.MultiLabel, $"'{source.Output}' has numbers outside 0 to 1, so they are not probabilities.");
        }

        if (kind != OutputKinds.Logits && Candidates(source, ModelTask.MultiLabel) is [_, var inner] && IsSigmoidOf(value, probe.Values[inner]))
        {
            return new ValueDecision(new ScoreSignal(inner, ScoreReading.LabelLogits), value.Width, source, true);
        }

        var reading = within && kind != OutputKinds.Logits ? ScoreReading.LabelProbabilities : ScoreReading.LabelLogits;
        return new ValueDecision(new ScoreSignal(source.Declared.Value, reading), value.Width, source, false);
    }

    /// <summary>Numbers decide whether the value before the squashing is what the graph makes us think it is.</summary>
    private static bool IsSigmoidOf(ProbeValue probabilities, ProbeValue logits) =>
        logits.Numbers is { } numbers && logits.Width == probabilities.Width
        && numbers.Zip(probabilities.Numbers!).All(pair => Math.Abs((1 / (1 + Math.Exp(-pair.First))) - pair.Second) < (logits.IsHalf ? 1e-2 : 1e-4));

    private static void RequireInput(ModelRefusal refusal, ScoreSource source, ProbeValue value, InputRecognition inputs, Probe probe)
    {
        var fed = inputs.Inputs is [{ Kind: ElementKind.Float32 or ElementKind.Float64 or ElementKind.Float16 }] ? probe.Make(1)[0].Width : 0;
        if (fed != value.Width)
        {
            throw refusal.NoValues(ModelTask.Reconstruction, fed == 0
                ? "A model that gives its input back has one input, of floating-point numbers."
                : FormattableString.Invariant($"The output '{source.Output}' has {value.Width} numbers a record and the input {fed}, so it is not the input given back."));
        }
    }
}
