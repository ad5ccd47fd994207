using PrivacyGate.Auditing.Findings;
using PrivacyGate.Auditing.Units;
using PrivacyGate.Metrics;

namespace PrivacyGate.Auditing.Controls;

/// <summary>
/// A negative control: how well a classifier that sees the record and its label, and never the target, tells the sides
/// apart. It is learned whole on one fold and judged on the other, threshold and all, as attacks are.
/// </summary>
internal static class BlindControl
{
    /// <summary>One-sided, of three controls together .05.</summary>
    private const double Error = 0.05 / 3;

    /// <summary>Records x features looked at: what takes some tenths of a second.</summary>
    private const int MostValues = 1 << 21;

    /// <summary>Too few to learn anything from, or to fall into both folds.</summary>
    private const int FewestASide = 10;

    private const string Method = "linear classifier on the features, their squares and the label, of one record a person, learned on one fold and judged on the other, median of 11 splits; Newcombe interval from Clopper-Pearson limits";

    /// <summary>The control, or null where a side has too few records.</summary>
    public static Finding? Of(ControlSample sample, ParallelOptions parallel)
    {
        var records = Records(sample);
        var isMember = Array.ConvertAll(records, record => sample.IsMember[record]);
        var hashes = Array.ConvertAll(records, record => sample.FoldHashes[record]);
        var folds = FoldAssignment.Create(hashes, isMember, Strata(hashes, isMember));
        if (Math.Min(folds.Members, folds.NonMembers) < FewestASide || !BothSidesInEachFold(folds))
        {
            return null;
        }

        var features = BlindFeatures.Of(sample, records);
        var outcomes = new FoldOutcome[2 * folds.Splits];
        SideBySide.For(outcomes.Length, parallel, rule => outcomes[rule] = Outcome(features, isMember, folds, rule / 2, rule % 2));
        var interval = new NewcombeInterval(folds.Members, folds.NonMembers, Error, Error);
        var advantage = MembershipAdvantage.From(outcomes, folds.Members, folds.NonMembers, interval);
        return new Finding(
            AttackIds.BlindControl, MetricIds.Control, SliceIds.All, advantage.Value, advantage.Interval.Lower, advantage.Interval.Upper,
            1 - (2 * Error), Method,
            "advantage TPR - FPR of a classifier that sees records and labels only: what members and non-members differ by without any leak",
            "three controls (Bonferroni)", folds.Members, folds.NonMembers);
    }

    /// <summary>As many of each side as time allows, those with the smallest hashes.</summary>
    private static int[] Records(ControlSample sample)
    {
        var most = Math.Max(FewestASide, MostValues / 2 / Math.Max(1, sample.Columns.Count));
        var members = 0;
        var nonMembers = 0;
        return [.. Enumerable.Range(0, sample.Rows.Length).Where(record => (sample.IsMember[record] ? ++members : ++nonMembers) <= most)];
    }

    /// <summary>Persons seen on both sides are a stratum of their own: they must fall into one fold.</summary>
    private static byte[] Strata(ulong[] hashes, bool[] isMember)
    {
        HashSet<ulong> members = [.. hashes.Where((_, i) => isMember[i])];
        HashSet<ulong> nonMembers = [.. hashes.Where((_, i) => !isMember[i])];
        return [.. hashes.Select((hash, i) => members.Contains(hash) && nonMembers.Contains(hash) ? (byte)2 : (byte)(isMember[i] ? 1 : 0))];
    }

    private static bool BothSidesInEachFold(FoldAssignment folds) => Enumerable.Range(0, 2 * folds.Splits)
        .All(rule => Math.Min(folds.MembersIn(rule / 2, rule % 2), folds.NonMembersIn(rule / 2, rule % 2)) > 0);

    private static FoldOutcome Outcome(BlindFeatures features, bool[] isMember, FoldAssignment folds, int split, int fold)
    {
        bool InFold(int i) => ((folds.Bits[i] >> split) & 1) == fold;
        var members = new List<float[]>(isMember.Length);
        var nonMembers = new List<float[]>(isMember.Length);
        for (var i = 0; i < isMember.Length; i++)
        {
            if (InFold(i))
            {
                (isMember[i] ? members : nonMembers).Add(features.Rows[i]);
            }
        }

        var classifier = LinearClassifier.Fit([.. members], [.. nonMembers]);
        Span<int> counts = stackalloc int[4];
        counts.Clear();
        for (var i = 0; i < isMember.Length; i++)
        {
            counts[(InFold(i) ? 0 : 2) + (isMember[i] ? 0 : 1)] += classifier.TakesForMember(features.Rows[i]) ? 1 : 0;
        }

        return new FoldOutcome(counts[0], counts[1], counts[2], counts[3]);
    }
}
