using PrivacyGate.Auditing.Findings;
using PrivacyGate.Gating;
using PrivacyGate.IO.Sinks;

namespace PrivacyGate.GitHub.Rendering;

/// <summary>What a change did to a model's membership advantage.</summary>
internal static class Change
{
    public const string NoBase = "no base value";

    /// <summary>The value on the base branch, and the change in figures and in a word.</summary>
    public static (string Base, string Difference) Of(ModelResult model, GateRun? baseline)
    {
        ModelResult? before = baseline?.Report.Models.FirstOrDefault(other => other.Name == model.Name);
        if (before is null)
        {
            return (NoBase, baseline is null ? "" : "new model");
        }

        return (ModelFigures.Headline(before), ModelFigures.Headline(model)) switch
        {
            ({ Value: { } old } was, { Value: { } value } now) => (Figures.Value(old), Difference(value - old, was, now)),
            ({ Value: { } old }, _) => (Figures.Value(old), ""),
            _ => (Figures.NotMeasurable, ""),
        };
    }

    // Two intervals that do not touch differ by more than chance would often bring about; that they touch proves nothing.
    private static string Difference(double difference, Finding was, Finding now)
    {
        string figure = (Figures.Value(difference) is ['-', ..] ? "" : "+") + Figures.Value(difference);
        string word = now.Lower > was.Upper ? "worse"
            : now.Upper < was.Lower ? "better"
            : "not beyond chance";
        return $"{figure}, {word}";
    }
}
