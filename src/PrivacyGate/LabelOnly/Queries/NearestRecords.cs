using PrivacyGate.Features;

namespace PrivacyGate.LabelOnly.Queries;

/// <summary>Where searches for the boundary start: at real records the target puts into another class.</summary>
internal static class NearestRecords
{
    /// <summary>Comparisons of two features, altogether, that finding nearest records may take; more records are compared with fewer donors.</summary>
    private const long MostComparisons = 20_000_000_000;

    /// <summary>For some of the records the target gets right, the nearest donors it puts into another class, nearest first; fewer, or none, where there are no more.</summary>
    /// <param name="questions">All records.</param>
    /// <param name="codes">The donors.</param>
    /// <param name="first">The first of the records the target gets right to look at.</param>
    /// <param name="records">How many of them.</param>
    /// <param name="count">Donors a record.</param>
    /// <returns>Null when the time was up.</returns>
    public static int[][]? OfOtherClass(LabelQuestions questions, FeatureCodes codes, int first, int records, int count)
    {
        var nearest = new int[records][];
        var comparisons = Math.Max(1, (long)questions.Right.Length * codes.Features);
        var pool = (int)Math.Min(codes.Donors, Math.Max(FeatureCodes.FewestDonors, MostComparisons / comparisons));
        return questions.ForEachInTime(records, i => nearest[i] = Nearest(questions, codes, questions.Right[first + i], pool, count)) ? nearest : null;
    }

    private static int[] Nearest(LabelQuestions questions, FeatureCodes codes, int record, int pool, int count)
    {
        var own = new float[codes.Features];
        codes.Read(record, own);
        var best = new PriorityQueue<int, (float, int)>();
        for (var donor = 0; donor < pool; donor++)
        {
            if (questions.Predicted[donor] == questions.Labels[record])
            {
                continue;
            }

            var rank = (-FeatureCodes.Distance(own, codes.OfDonor(donor)), -donor);
            if (best.Count < count)
            {
                best.Enqueue(donor, rank);
            }
            else
            {
                best.EnqueueDequeue(donor, rank);
            }
        }

        var nearest = new int[best.Count];
        for (var place = best.Count - 1; place >= 0; place--)
        {
            nearest[place] = best.Dequeue();
        }

        return nearest;
    }
}
