using PrivacyGate.Metrics;

namespace PrivacyGate.Auditing.Knowledge;

/// <summary>Whether a model that should not know the members does.</summary>
public static class MemberLead
{
    /// <param name="losses">The model's loss on each record.</param>
    /// <param name="isMember">The records' sides.</param>
    /// <param name="error">Of the test, two-sided: a model that knows no member is taken for one that does in half of so many audits.</param>
    /// <returns>
    /// Of a member and a non-member drawn at random, the probability that the member's loss is the smaller one less that it
    /// is the larger one (Cliff's delta), where it is surely above 0 by the rank test of Mann and Whitney; else null.
    /// </returns>
    public static double? Of(IReadOnlyList<double> losses, IReadOnlyList<bool> isMember, double error)
    {
        ArgumentNullException.ThrowIfNull(losses);
        ArgumentNullException.ThrowIfNull(isMember);
        var levels = losses.Distinct().Order().Select(static (loss, place) => (loss, place)).ToDictionary(static pair => pair.loss, static pair => pair.place);
        var (members, others) = (new int[levels.Count], new int[levels.Count]);
        for (var record = 0; record < losses.Count; record++)
        {
            (isMember[record] ? members : others)[levels[losses[record]]]++;
        }

        var test = MannWhitney.Of(members, others);
        return test.Effect < 0 && test.PValue < error ? -test.Effect : null;
    }
}
