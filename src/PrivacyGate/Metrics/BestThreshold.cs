namespace PrivacyGate.Metrics;

/// <summary>The threshold an attacker learns where he knows who is a member.</summary>
public static class BestThreshold
{
    /// <summary>The score with the largest TPR - FPR of the rule "at least this score", the highest of equals; infinite, which flags nobody, when none does better than 0.</summary>
    /// <param name="ranked">Scores in falling order.</param>
    /// <param name="isMember">The truth, by unit; some of either kind.</param>
    public static double Of(RankedScores ranked, bool[] isMember)
    {
        var members = isMember.LongCount(static member => member);
        var others = isMember.Length - members;
        (var threshold, long best, long found) = (double.PositiveInfinity, 0, 0);
        for (var place = 0; place < ranked.Count; place++)
        {
            found += isMember[ranked.Order[place]] ? 1 : 0;

            // TPR - FPR times both numbers: whole, so that equals are equal.
            var gain = (found * others) - ((place + 1 - found) * members);
            if (ranked.EndsTie(place) && gain > best)
            {
                (threshold, best) = (ranked.Sorted[place], gain);
            }
        }

        return threshold;
    }
}
