using PrivacyGate.Auditing;
using PrivacyGate.Signals;

namespace PrivacyGate.Attacks;

/// <summary>Another attack with a threshold for each true class, since easy classes need a stricter one (Song and Mittal 2021).</summary>
/// <remarks>
/// Scores are mid-rank quantiles of the other attack's scores within the record's class, over all audited records: no
/// side is used, the order within a class stays, and one curve over all classes makes sense.
/// </remarks>
public sealed class PerClassAttack(IAttack attack) : IAttack
{
    public string Id { get; } = $"{attack.Id}-per-class";

    public string? Refusal(AuditInput input) => attack.Refusal(input);

    public MembershipScores Score(AuditInput input)
    {
        double[] scores = attack.Score(input).Values;
        return new MembershipScores(Id, QuantilesWithinClass(scores, input.Signals), ThresholdRule.BestAdvantagePerClass);
    }

    private static double[] QuantilesWithinClass(double[] scores, SignalTable signals)
    {
        var quantiles = new double[scores.Length];
        (int[] records, int[] ends) = ByClass(signals);
        int start = 0;
        foreach (int end in ends)
        {
            var sorted = new double[end - start];
            for (int i = 0; i < sorted.Length; i++)
            {
                sorted[i] = scores[records[start + i]];
            }

            int[] place = records[start..end];
            Array.Sort(sorted, place);
            AddMidRanks(sorted, place, quantiles);
            start = end;
        }

        return quantiles;
    }

    private static void AddMidRanks(double[] rising, int[] records, double[] quantiles)
    {
        int tie = 0;
        for (int i = 1; i <= rising.Length; i++)
        {
            if (i < rising.Length && rising[i] == rising[tie])
            {
                continue;
            }

            double quantile = (tie + i) / 2.0 / rising.Length;
            for (int k = tie; k < i; k++)
            {
                quantiles[records[k]] = quantile;
            }

            tie = i;
        }
    }

    /// <summary>The records class by class, and where each class ends.</summary>
    private static (int[] Records, int[] Ends) ByClass(SignalTable signals)
    {
        var ends = new int[signals.ClassCount];
        foreach (int c in signals.TrueClass)
        {
            ends[c]++;
        }

        var next = new int[ends.Length];
        for (int c = 1; c < ends.Length; c++)
        {
            next[c] = ends[c - 1];
            ends[c] += ends[c - 1];
        }

        var records = new int[signals.Count];
        for (int i = 0; i < records.Length; i++)
        {
            records[next[signals.TrueClass[i]]++] = i;
        }

        return (records, ends);
    }
}
