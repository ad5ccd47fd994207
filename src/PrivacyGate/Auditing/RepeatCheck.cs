using PrivacyGate.Models;
using PrivacyGate.Signals;

namespace PrivacyGate.Auditing;

/// <summary>How a model answers when it is queried about the same records again.</summary>
public enum Repeatability
{
    /// <summary>Alike, whatever it is queried with.</summary>
    Same,

    /// <summary>Alike when queried in the same way, but otherwise in another batch.</summary>
    BatchMatters,

    /// <summary>Differently each time.</summary>
    Changes,
}

/// <summary>Queries a model about some audited records again: one by one, in another order, and in batches of several sizes up to the one that was used.</summary>
/// <param name="Kind">What came of it.</param>
/// <param name="Changed">Records whose answer changed.</param>
/// <param name="Queried">Records queried.</param>
public sealed record RepeatCheck(Repeatability Kind, int Changed, int Queried)
{
    /// <summary>The same query twice runs the same instructions; this leaves room for threads that add in another order.</summary>
    private const double SameQuery = 1e-5;

    /// <summary>Kernels for another number of rows add single-precision products in another order: about 1e-6 of the largest term a layer, and half precision more.</summary>
    private const double OtherBatch = 1e-3;

    /// <summary>What sums in single precision may lose of a value, whatever its unit.</summary>
    private const double SinglePrecision = 4e-6;

    /// <summary>Sizes beside one, all at once and the preferred size.</summary>
    private static readonly int[] Sizes = [2, 7, 16];

    /// <param name="classifier">The model.</param>
    /// <param name="sample">Records and the answers that the audit uses.</param>
    /// <param name="cancellation">Stops between two queries.</param>
    public static RepeatCheck Of(IClassifier classifier, RepeatSample sample, CancellationToken cancellation)
    {
        var count = sample.Records.Count;
        int[] forward = [.. Enumerable.Range(0, count)];
        int[] backward = [.. forward.Reverse()];
        Predictions Ask(int[] order, int size) => InOrder(classifier, sample.Records, order, size, cancellation);

        var alone = Ask(forward, 1);
        var full = Math.Max(count, classifier.PreferredBatchSize);
        int[] filled = [.. Enumerable.Range(0, full).Select(i => i % count)];
        var together = Ask(filled, full);
        var changed = Math.Max(
            Differing(alone, Ask(backward, 1), backward, SameQuery),
            Differing(together, Ask(filled, full), [.. Enumerable.Range(0, full)], SameQuery, count));
        if (changed > 0)
        {
            return new RepeatCheck(Repeatability.Changes, changed, count);
        }

        var moved = new[]
        {
            Differing(alone, sample.Answers, forward, OtherBatch),
            Differing(alone, together, filled, OtherBatch, count),
            Differing(alone, Ask(backward, count), backward, OtherBatch),
        }.Concat(Sizes.Where(size => size < count).Select(size => Differing(alone, Ask(forward, size), forward, OtherBatch))).Max();
        return new RepeatCheck(moved > 0 ? Repeatability.BatchMatters : Repeatability.Same, moved, count);
    }

    private static Predictions InOrder(IClassifier classifier, RecordBatch records, int[] order, int size, CancellationToken cancellation) =>
        Predictions.Join([.. order.Chunk(size).Select(rows => classifier.Predict(records.Pick(rows), cancellation))]);

    /// <summary>Records whose answer in <paramref name="other"/> is not that in <paramref name="first"/>, of its first <paramref name="rows"/> rows.</summary>
    private static int Differing(Predictions first, Predictions other, int[] order, double tolerance, int? rows = null)
    {
        var differing = 0;
        for (var i = 0; i < (rows ?? order.Length); i++)
        {
            differing += Same(first, order[i], other, i, tolerance) ? 0 : 1;
        }

        return differing;
    }

    /// <summary>Probabilities and logits have a unit of about 1; values have any, so that their own spread over the records queried takes its place.</summary>
    private static double Allowed(Predictions answers, int column, double answer, double tolerance) => answers.Kind != ScoreKind.Values
        ? tolerance * (1 + Math.Abs(answer))
        : (tolerance * Spread(answers, column)) + (SinglePrecision * Math.Abs(answer));

    /// <summary>Mean absolute distance to the mean.</summary>
    private static double Spread(Predictions answers, int column)
    {
        var values = Enumerable.Range(0, answers.Count).Select(row => answers.Scores[(row * answers.ClassCount) + column]).ToArray();
        var mean = values.Average();
        return values.Average(value => Math.Abs(value - mean));
    }

    /// <summary>A label beside scores may flip where the best two scores are within rounding, so the scores decide.</summary>
    private static bool Same(Predictions one, int row, Predictions other, int otherRow, double tolerance)
    {
        if (one.Scores.Length == 0)
        {
            return one.PredictedClass[row] == other.PredictedClass[otherRow];
        }

        ReadOnlySpan<double> first = one.Scores.AsSpan(row * one.ClassCount, one.ClassCount);
        ReadOnlySpan<double> second = other.Scores.AsSpan(otherRow * one.ClassCount, one.ClassCount);
        for (var c = 0; c < first.Length; c++)
        {
            // Equals, for one that is no number equals itself.
            if (!first[c].Equals(second[c]) && !(Math.Abs(first[c] - second[c]) <= Allowed(one, c, first[c], tolerance)))
            {
                return false;
            }
        }

        return true;
    }
}
