using PrivacyGate.Features;

namespace PrivacyGate.LabelOnly;

/// <summary>Where searches for the boundary start: at real records the target puts into another class.</summary>
internal static class NearestRecords
{
    /// <summary>Comparisons of two features, altogether, that finding nearest records may take; more records are compared with fewer others.</summary>
    private const long MostComparisons = 20_000_000_000;

    /// <summary>For each record the target gets right, the nearest records it puts into another class, nearest first; fewer, or none, where there are no more.</summary>
    public static int[][] OfOtherClass(LabelQuestions questions, FeatureCodes codes, int count)
    {
        var nearest = new int[questions.Right.Length][];
        int pool = (int)Math.Clamp(MostComparisons / Math.Max(1, (long)questions.Right.Length * codes.Features), Math.Min(64, questions.Cells.Count), questions.Cells.Count);
        questions.ForEachRight(i =>
        {
            // Records stand in the order of a hash of their content, so the first ones are a random sample.
            int record = questions.Right[i];
            var best = new PriorityQueue<int, (float, int)>();
            for (int other = 0; other < pool; other++)
            {
                if (questions.Predicted[other] == questions.Labels[record])
                {
                    continue;
                }

                (float, int) rank = (-codes.Distance(record, other), -other);
                if (best.Count < count)
                {
                    best.Enqueue(other, rank);
                }
                else
                {
                    best.EnqueueDequeue(other, rank);
                }
            }

            nearest[i] = new int[best.Count];
            for (int place = best.Count - 1; place >= 0; place--)
            {
                nearest[i][place] = best.Dequeue();
            }
        });
        return nearest;
    }
}
