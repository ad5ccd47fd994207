using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Training.Objectives;

/// <summary>What a step of a ranking is fed of its documents' targets. Null, or 0, for the targets of other tasks.</summary>
internal static class RankedTargets
{
    /// <summary>A batch compares every two of its documents.</summary>
    private const int LargestBatch = 1024;

    /// <summary>(documents x 2), row-major: the relevance, and a number for the query.</summary>
    public static float[]? Of(Targets targets)
    {
        if (targets is not ValueTargets { Groups: { } groups } documents)
        {
            return null;
        }

        var numbers = new Dictionary<UInt128, int>();
        return [.. documents.Values.SelectMany((relevance, row) =>
        {
            numbers.TryAdd(groups[row], numbers.Count);
            return new[] { relevance, numbers[groups[row]] };
        })];
    }

    /// <summary>Numbers of a document's target.</summary>
    public static int? WidthOf(Targets targets) => targets is ValueTargets { Groups: not null } ? 2 : null;

    /// <summary>The documents of each query, to be trained on together.</summary>
    public static int[][]? Queries(Targets targets) => targets is ValueTargets { Groups: { } groups }
        ? [.. Enumerable.Range(0, groups.Length).GroupBy(row => groups[row]).Select(static query => query.ToArray())]
        : null;

    /// <summary>A batch of two queries of the largest size, so that few pairs are cut apart where one batch ends and the next begins.</summary>
    public static int LeastBatch(Targets targets) => Queries(targets) is { } queries ? Math.Min(LargestBatch, 2 * queries.Max(static query => query.Length)) : 0;
}
