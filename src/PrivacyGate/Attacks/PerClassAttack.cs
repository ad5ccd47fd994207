using PrivacyGate.Sorting;

namespace PrivacyGate.Attacks;

/// <summary>Another attack with a threshold for each true class, since easy classes need a stricter one (Song and Mittal 2021).</summary>
/// <remarks>
/// Scores are mid-rank quantiles of the other attack's scores within the record's class, over all audited records: no
/// side is used, the order within a class stays, and one curve over all classes makes sense. A class of very few
/// records takes its quantiles among all records instead: where one of two is above, the other must be below, so that
/// ranks would tell the sides apart more surely than chance allows.
/// </remarks>
/// <param name="attack">The other attack.</param>
/// <param name="served">What it is about. Of values, the tenths of the audited records by their value take the place of classes.</param>
public sealed class PerClassAttack(IAttack attack, ModelTask served = ModelTask.Classification) : IAttack
{
    /// <summary>Audited records of a class, both sides together, from which it is ranked by itself.</summary>
    internal const int SmallestRanked = 10;

    public string Id { get; } = served == ModelTask.Regression ? $"{attack.Id}-per-tenth" : $"{attack.Id}-per-class";

    public bool Serves(ModelTask task) => task == served;

    public string? Refusal(AuditInput input) => attack.Refusal(input);

    public MembershipScores Score(AuditInput input)
    {
        var scores = attack.Score(input).Values;
        return new MembershipScores(Id, QuantilesWithinClass(scores, input.Signals), ThresholdRule.BestAdvantagePerClass);
    }

    private static double[] QuantilesWithinClass(double[] scores, SignalTable signals)
    {
        (var records, var ends) = ByClass(signals);
        var quantiles = HasTinyClass(ends) ? QuantilesOfAll(scores) : new double[scores.Length];
        var start = 0;
        foreach (var end in ends)
        {
            if (end - start >= SmallestRanked)
            {
                AddMidRanks(scores, records[start..end], quantiles);
            }

            start = end;
        }

        return quantiles;
    }

    private static bool HasTinyClass(int[] ends)
    {
        var start = 0;
        foreach (var end in ends)
        {
            if (end > start && end - start < SmallestRanked)
            {
                return true;
            }

            start = end;
        }

        return false;
    }

    private static double[] QuantilesOfAll(double[] scores)
    {
        var quantiles = new double[scores.Length];
        AddMidRanks(scores, [.. Enumerable.Range(0, scores.Length)], quantiles);
        return quantiles;
    }

    /// <summary>Gives each of the records its mid-rank quantile among them.</summary>
    private static void AddMidRanks(double[] scores, int[] records, double[] quantiles)
    {
        (var order, var falling) = FallingOrder.Of(Array.ConvertAll(records, record => scores[record]));
        var tie = 0;
        for (var i = 1; i <= falling.Length; i++)
        {
            if (i < falling.Length && falling[i] == falling[tie])
            {
                continue;
            }

            // Places are counted from the top, quantiles from the bottom.
            var quantile = ((2 * falling.Length) - tie - i) / 2.0 / falling.Length;
            for (var k = tie; k < i; k++)
            {
                quantiles[records[order[k]]] = quantile;
            }

            tie = i;
        }
    }

    /// <summary>The records class by class, and where each class ends.</summary>
    private static (int[] Records, int[] Ends) ByClass(SignalTable signals)
    {
        var ends = new int[signals.ClassCount];
        foreach (var c in signals.TrueClass)
        {
            ends[c]++;
        }

        var next = new int[ends.Length];
        for (var c = 1; c < ends.Length; c++)
        {
            next[c] = ends[c - 1];
            ends[c] += ends[c - 1];
        }

        var records = new int[signals.Count];
        for (var i = 0; i < records.Length; i++)
        {
            records[next[signals.TrueClass[i]]++] = i;
        }

        return (records, ends);
    }
}
