namespace PrivacyGate.Metrics;

/// <summary>The best of several rules, chosen anew on each fold by what it shows there, never by what it shows on the fold that judges it.</summary>
/// <param name="Outcomes">The chosen rules' outcomes.</param>
/// <param name="MostSelected">Index of the candidate chosen most often; the first of equals.</param>
public sealed record BatterySelection(FoldOutcome[] Outcomes, int MostSelected)
{
    /// <param name="candidates">Each candidate's outcomes, at least one candidate.</param>
    /// <param name="folds">The splits they come from.</param>
    public static BatterySelection From(IReadOnlyList<FoldOutcome[]> candidates, FoldAssignment folds)
    {
        var chosen = new FoldOutcome[2 * folds.Splits];
        var times = new int[candidates.Count];
        for (var i = 0; i < chosen.Length; i++)
        {
            var members = folds.MembersIn(i / 2, i % 2);
            var nonMembers = folds.NonMembersIn(i / 2, i % 2);
            var best = 0;
            for (var candidate = 1; candidate < candidates.Count; candidate++)
            {
                var better = Learned(candidates[candidate][i], members, nonMembers) > Learned(candidates[best][i], members, nonMembers);
                best = better ? candidate : best;
            }

            chosen[i] = candidates[best][i];
            times[best]++;
        }

        return new BatterySelection(chosen, Array.IndexOf(times, times.Max()));
    }

    /// <summary>The advantage where it was learned, times members times non-members: exact, so that ties are ties.</summary>
    private static long Learned(FoldOutcome outcome, int members, int nonMembers) =>
        ((long)outcome.LearnedTruePositives * nonMembers) - ((long)outcome.LearnedFalsePositives * members);
}
