using PrivacyGate.Auditing.Units;

namespace PrivacyGate.Auditing.Findings;

/// <summary>
/// The audit with the sides exchanged. Every attack flags high scores only, so a leak that runs the other way, or two
/// files handed over in the wrong order, would look like no leak at all.
/// </summary>
internal static class SwappedSides
{
    /// <summary>An advantage the other way round that is worth a word; chance alone never proves as much.</summary>
    public const double Remarkable = 0.10;

    /// <summary>The best attack's advantage with the sides exchanged, or null when it is not proven to be remarkable.</summary>
    public static Finding? Of(AttackEvaluation[] evaluations, EvaluationSet all, IReadOnlySet<string> unused, string units)
    {
        AttackEvaluation[] hinting = [.. evaluations.Where(evaluation => evaluation.Swapped is not null && !unused.Contains(evaluation.Attack))];
        if (hinting.Length == 0)
        {
            return null;
        }

        var finding = AdvantageFindings.Battery(
            all.Swapped(), Array.ConvertAll(hinting, static evaluation => evaluation.Attack), Array.ConvertAll(hinting, static evaluation => evaluation.Swapped!), unused,
            ErrorShares.OneSided, ErrorShares.OneSided, ErrorShares.Pointwise, units);
        return finding.Lower <= Remarkable ? null : finding with
        {
            Metric = MetricIds.SwappedAdvantage,
            Members = all.Members,
            NonMembers = all.NonMembers,
            Estimand = "advantage TPR - FPR of the best attack with members and non-members exchanged",
        };
    }
}
