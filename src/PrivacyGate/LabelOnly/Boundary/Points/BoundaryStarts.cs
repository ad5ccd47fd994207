using PrivacyGate.Features;
using PrivacyGate.LabelOnly.Queries;

namespace PrivacyGate.LabelOnly.Boundary.Points;

/// <summary>Leads records to their first point of another class: each round those that met none yet try their next near record of another class.</summary>
internal sealed class BoundaryStarts(LabelQuestions questions, FeatureCodes codes, BoundaryPoints points, int first)
{
    private const int Starts = 4;

    private readonly int[] tried = new int[points.Count];
    private int[][]? nearest;

    /// <summary>Whether a record has a start left to try.</summary>
    public bool Has(int place) => nearest is null || tried[place] < nearest[place].Length;

    /// <param name="from">Rows to work in.</param>
    /// <returns>False when the time was up.</returns>
    public bool Try(float[] from)
    {
        nearest ??= NearestRecords.OfOtherClass(questions, codes, first, points.Count, Starts);
        if (nearest is null)
        {
            return false;
        }

        int[] asked = [.. Enumerable.Range(0, points.Count).Where(i => !points.IsMet(i) && Has(i) && points.Ledger.Left(i) > 0)];
        if (asked.Length == 0)
        {
            return true;
        }

        // Features that stay as they are can keep the label even where all others are another record's.
        questions.ForEach(asked.Length, k => points.Coordinates.Read(nearest[asked[k]][tried[asked[k]]++], points.Row(from, asked[k])));
        var kept = points.Keep(asked, (i, point) => points.Row(from, i).CopyTo(point));
        return kept is not null && points.Return([.. asked.Where((_, k) => !kept[k])], from);
    }
}
