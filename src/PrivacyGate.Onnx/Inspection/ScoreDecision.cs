using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>How a model's scores are read in the end.</summary>
/// <param name="Chosen">The value to read and how.</param>
/// <param name="Declared">How the model states its scores.</param>
/// <param name="ClassCount">Number of classes.</param>
/// <param name="HasNorm">Whether what enters the last layer comes out as a row a record.</param>
internal sealed record ScoreDecision(SignalCandidate Chosen, ScoreReading Declared, int ClassCount, bool HasNorm)
{
    /// <summary>Nodes that bring the scores into the form that is read, or null.</summary>
    public ScoreAdapter? Adapter { get; init; }

    /// <summary>How the scores that leave the model are read as they are; null where that takes an adapter.</summary>
    public ScoreReading? Shown { get; init; }

    /// <summary>Decimal digits that the probabilities are rounded to, or null.</summary>
    public int? Digits { get; init; }

    /// <inheritdoc cref="Samples.Predictions.ShowsLevel"/>
    public bool ShowsLevel { get; init; }

    /// <summary>True when nothing in the file or the spec confirms that the numbers are scores of classes; the data's labels have to.</summary>
    public bool IsUnconfirmed { get; init; }

    public static ScoreDecision Of(ScoreQuestion question)
    {
        (var refusal, var source, var candidates, var probe) = (question.Refusal, question.Source, question.Candidates, question.Probe);
        var declared = candidates[^1];
        var value = probe.Values[declared.Signal.Value];
        var name = source.Output ?? declared.Signal.Value;
        if (value is { Width: > 0, Numbers: not null } && TaskGuess.OfAxes(question.View, name, value.Axes, question.Inputs) is { } axes)
        {
            throw refusal.NotAClassifier(axes);
        }

        if (value.Width < 1 || value.Numbers is null)
        {
            throw refusal.Unknown($"The scores '{name}' are not one row of numbers a record.");
        }

        var form = value.Width == 1 ? SingleForm.Of(question, value) : RowForm.Of(question, value);
        var stated = form.Adapter?.Numbers ?? value;
        var exact = candidates.FirstOrDefault(candidate => !candidate.IsDeclared && Confirmed(candidate, stated, form.Reading, probe));
        var chosen = exact ?? declared with { Signal = form.Adapter?.Signal ?? declared.Signal with { Reading = form.Reading } };
        var norm = chosen is { Hidden: not null, Layer: { } layer } && (exact is not null || form.KeepsNorm)
            && probe.Values[chosen.Hidden] is { Width: > 0, Numbers: not null } hidden
            && (layer.Width ?? hidden.Width) == hidden.Width;
        return new ScoreDecision(chosen, form.Reading, Math.Max(2, stated.Width), norm)
        {
            Adapter = exact is null ? form.Adapter : null,
            Shown = form.Adapter is null ? form.Reading : null,
            Digits = form.Digits,
            ShowsLevel = stated.Width > 1 && (form.ShowsLevel || (exact is null && form is { Reading: ScoreReading.Logits, Adapter: null })),
            IsUnconfirmed = form.IsUnconfirmed,
        };
    }

    /// <summary>Numbers decide whether the value before the squashing is what the graph makes us think it is.</summary>
    private static bool Confirmed(SignalCandidate candidate, ProbeValue declared, ScoreReading reading, Probe probe)
    {
        var value = probe.Values[candidate.Signal.Value];
        var width = candidate.Signal.Reading == ScoreReading.SingleLogit ? 1 : Math.Max(2, declared.Width);
        return value.Numbers is not null && value.Width == width
            && ProbabilityRows.Agree(declared, reading, value, candidate.Signal.Reading);
    }
}

/// <summary>All that decides how scores are read.</summary>
/// <param name="Refusal">Refuses what cannot be read.</param>
/// <param name="View">The graph.</param>
/// <param name="Source">Where the scores come from.</param>
/// <param name="Candidates">Ways to read them.</param>
/// <param name="Label">The model's own label, or null.</param>
/// <param name="Labelled">The model's own label for made-up records, with the scores it goes with; null without a label.</param>
/// <param name="Inputs">The model's inputs.</param>
/// <param name="Overrides">What the spec says.</param>
/// <param name="IsMlNet">Whether ML.NET made the file.</param>
/// <param name="Probe">What probing showed.</param>
internal sealed record ScoreQuestion(
    ModelRefusal Refusal,
    GraphView View,
    ScoreSource Source,
    IReadOnlyList<SignalCandidate> Candidates,
    LabelSource? Label,
    Lazy<LabelledScores?> Labelled,
    IReadOnlyList<ModelInput> Inputs,
    ModelOverrides Overrides,
    bool IsMlNet,
    Probe Probe)
{
    public string Value => Candidates[^1].Signal.Value;

    /// <summary>Whether the label is the place of the largest of these very scores, or comes from the classifier that makes them.</summary>
    public bool LabelIsPickedFromScores => Label is { Maker: LabelMaker.Largest or LabelMaker.Classifier, Inner: { } inner } && ScoreCandidates.Heart(View, inner) == ScoreCandidates.Heart(View, Source);

    public bool Hints(params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (Source.Output?.Contains(word, StringComparison.OrdinalIgnoreCase) ?? false)
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>How the numbers of the declared scores are read.</summary>
/// <param name="Reading">The reading, of the adapter's numbers where there is one.</param>
/// <param name="Adapter">What brings them into that form, or null.</param>
internal sealed record ScoreForm(ScoreReading Reading, ScoreAdapter? Adapter = null)
{
    /// <summary>Decimal digits of rounded probabilities, or null.</summary>
    public int? Digits { get; init; }

    public bool IsUnconfirmed { get; init; }

    /// <summary>Whether the adapter's numbers keep the level of a row.</summary>
    public bool ShowsLevel { get; init; }

    /// <summary>Whether the gradient of the last layer keeps its norm: a change of sign does not matter.</summary>
    public bool KeepsNorm { get; init; } = Adapter is null;

    public static ScoreForm Of(ScoreAdapter adapter) => new(adapter.Signal.Reading, adapter);
}
