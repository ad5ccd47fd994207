using System.Globalization;
using PrivacyGate.Gating;
using PrivacyGate.IO.Printing;
using PrivacyGate.IO.Sinks.View;

namespace PrivacyGate.GitHub.Rendering;

/// <summary>What a change did to the gate itself, against the base branch: limits raised or removed, models no longer audited. A pass may follow from that alone.</summary>
internal static class LoosenedGate
{
    /// <summary>A sentence each; none without a base value.</summary>
    public static IReadOnlyList<Phrase> Of(GateRun run, GateRun? baseline) =>
        baseline is null ? [] : [.. baseline.Report.Models.SelectMany(before => Of(before, run))];

    private static IEnumerable<Phrase> Of(ModelResult before, GateRun run)
    {
        if (run.Report.Models.FirstOrDefault(model => model.Name == before.Name) is { } now)
        {
            return Limits(before.Budget, now.Budget).Select(text => Phrase.Of($"{Phrase.Name(before.Name)}: {text}"));
        }

        // A model that could not be audited is told of elsewhere, and is not gone.
        return run.Diagnostics.Any(static problem => problem.Severity == Severity.Error) ? [] : [Phrase.Of($"{Phrase.Name(before.Name)} is no longer audited")];
    }

    private static IEnumerable<string> Limits(Budget before, Budget now)
    {
        string?[] changes =
        [
            Change("membership advantage", before.Advantage, now.Advantage),
            Change("AUC", before.Auc, now.Auc),
            Change("epsilon", before.Epsilon, now.Epsilon),
            before.TprAtFpr is { } was && now.TprAtFpr is { } limit && limit.Fpr < was.Fpr && limit.Max >= was.Max
                ? string.Create(CultureInfo.InvariantCulture, $"the budget limits the true-positive rate at a false-positive rate of {limit.Fpr} instead of {was.Fpr}")
                : Change("true-positive rate", before.TprAtFpr?.Max, now.TprAtFpr?.Max),
        ];
        return changes.OfType<string>();
    }

    private static string? Change(string metric, double? before, double? now) => (before, now) switch
    {
        ({ } was, null) => $"the budget no longer limits the {metric}, which was {Figures.Limit(was)}",
        ({ } was, { } limit) when limit > was => $"the budget for the {metric} is {Figures.Limit(limit)}, which was {Figures.Limit(was)}",
        _ => null,
    };
}
