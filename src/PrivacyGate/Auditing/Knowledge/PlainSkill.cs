using PrivacyGate.Auditing.Controls;
using PrivacyGate.Metrics;

namespace PrivacyGate.Auditing.Knowledge;

/// <summary>
/// What a linear classifier learns of the label from half of the members and shows on the other half. A model that does
/// much worse on its own training records was hardly given them as it was trained on.
/// </summary>
internal static class PlainSkill
{
    /// <summary>Records x features looked at: what takes some tenths of a second a class.</summary>
    private const int MostValues = 1 << 20;

    /// <summary>A model may be this much worse: some use few columns, or are held back on purpose.</summary>
    private const double SmallestLead = 0.05;

    /// <summary>One-sided, for two figures on the same records, which vary together: so the error is smaller. A reservation is all that hangs on it.</summary>
    private const double Error = 0.05;

    /// <summary>More classes than this are not learned.</summary>
    private const int MostClasses = 32;

    /// <summary>Members a half and class, at least.</summary>
    private const int FewestOfClass = 10;

    /// <returns>Null where the members are too few, or of too many classes.</returns>
    public static ClassSkill? Of(ControlSample sample) => Learned(sample) is var (columns, labels) ? ClassSkill.Of(columns, labels) : null;

    /// <summary>Whether the linear classifier is right about more of the members: by more than a small lead and more than chance.</summary>
    /// <param name="plain">Its accuracy.</param>
    /// <param name="model">The model's own.</param>
    public static bool IsRightMoreOften(PlainAccuracy plain, StatedConfidence model)
    {
        var variance = (plain.Share * (1 - plain.Share) / plain.Units) + (model.Accuracy * (1 - model.Accuracy) / model.Units);
        return plain.Share - model.Accuracy > SmallestLead - (Normal.Quantile(ClassSkill.Error) * Math.Sqrt(variance));
    }

    /// <summary>How often the class whose direction a record fits best is its label.</summary>
    /// <returns>Null where the members are too few, or of too many classes.</returns>
    public static PlainAccuracy? AccuracyOf(ControlSample sample)
    {
        if (Learned(sample) is not var (columns, labels))
        {
            return null;
        }

        var right = 0;
        for (var row = 0; row < labels.Length; row++)
        {
            var scores = Array.ConvertAll(columns, column => column[row]);
            right += Array.IndexOf(scores, scores.Max()) == labels[row] ? 1 : 0;
        }

        return new PlainAccuracy((double)right / labels.Length, labels.Length);
    }

    /// <summary>For each class how well each record fits it, and the class of each record.</summary>
    private static (double[][] Columns, int[] Labels)? Learned(ControlSample sample)
    {
        var most = MostValues / Math.Max(1, sample.Columns.Count);
        int[] members = [.. Enumerable.Range(0, sample.Rows.Length).Where(row => sample.IsMember[row]).Take(most)];
        var upper = Array.ConvertAll(members, row => Hashing.Mix(sample.FoldHashes[row]) >> 63 == 1);
        var labels = Array.ConvertAll(members, row => sample.Labels[row]);
        int[] classes = [.. labels.Distinct().Order()];
        if (classes.Length is < 2 or > MostClasses || !classes.All(c => Both(c, labels, upper)))
        {
            return null;
        }

        // Without the label: it is what is to be learned.
        var rows = BlindFeatures.Of(sample with { Labels = new int[sample.Labels.Length] }, members).Rows;
        double[][] columns = [.. classes.Select(c => Scores(rows, Array.ConvertAll(labels, label => label == c), upper))];
        return (columns, Array.ConvertAll(labels, label => Array.BinarySearch(classes, label)));
    }

    /// <summary>Whether the linear classifier's lead is large, and more than chance.</summary>
    public static bool IsFarBetter(ClassSkill plain, ClassSkill model)
    {
        var lead = plain.Auc - model.Auc;
        var deviation = Math.Sqrt((plain.Deviation * plain.Deviation) + (model.Deviation * model.Deviation));
        return lead > SmallestLead && lead > -Normal.Quantile(Error) * deviation;
    }

    private static bool Both(int c, int[] labels, bool[] upper)
    {
        var inUpper = labels.Where((label, i) => label == c && upper[i]).Count();
        var inLower = labels.Where((label, i) => label == c && !upper[i]).Count();
        return Math.Min(inUpper, inLower) >= FewestOfClass;
    }

    /// <summary>For each record its place along the direction that the other half shows.</summary>
    private static double[] Scores(float[][] rows, bool[] isOfClass, bool[] upper)
    {
        var scores = new double[rows.Length];
        foreach (var judged in new[] { false, true })
        {
            float[][] Learned(bool ofClass) => [.. rows.Where((_, i) => isOfClass[i] == ofClass && upper[i] != judged)];
            var classifier = LinearClassifier.Fit(Learned(true), Learned(false));
            for (var i = 0; i < rows.Length; i++)
            {
                scores[i] = upper[i] == judged ? Lanes.Dot(classifier.Direction, rows[i]) - classifier.Threshold : scores[i];
            }
        }

        return scores;
    }
}

/// <param name="Share">Share of the members that a linear classifier is right about.</param>
/// <param name="Units">Members it was judged on.</param>
internal sealed record PlainAccuracy(double Share, int Units);
