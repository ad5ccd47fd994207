using PrivacyGate.Sorting;

namespace PrivacyGate.Metrics;

/// <summary>Scores in falling order. Sorted once, then everything is a walk along them.</summary>
public sealed class RankedScores
{
    private RankedScores(int[] order, double[] sorted)
    {
        Order = order;
        Sorted = sorted;
    }

    /// <summary>The units, highest score first; equal scores in no particular order.</summary>
    public int[] Order { get; }

    /// <summary>Their scores, falling.</summary>
    public double[] Sorted { get; }

    public int Count => Sorted.Length;

    /// <param name="scores">Finite scores; not changed.</param>
    public static RankedScores From(double[] scores)
    {
        (var order, var sorted) = FallingOrder.Of(scores);
        return new RankedScores(order, sorted);
    }

    /// <summary>Whether the score at a place differs from the next one's: only there can a threshold lie.</summary>
    public bool EndsTie(int place) => place + 1 == Sorted.Length || Sorted[place + 1] != Sorted[place];

    /// <summary>How many scores are at least <paramref name="threshold"/>.</summary>
    public int CountAtLeast(double threshold) => CountAtLeast(Sorted, threshold);

    internal static int CountAtLeast(ReadOnlySpan<double> falling, double threshold)
    {
        var low = 0;
        var high = falling.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = falling[middle] >= threshold ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
