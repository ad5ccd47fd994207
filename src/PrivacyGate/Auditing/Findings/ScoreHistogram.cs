namespace PrivacyGate.Auditing.Findings;

/// <summary>How one attack's scores spread on each side, in bins that hold about as many records each.</summary>
/// <param name="Attack">Attack id.</param>
/// <param name="Bins">Rising, without a gap.</param>
public sealed record ScoreHistogram(string Attack, IReadOnlyList<ScoreBin> Bins)
{
    /// <summary>The fewest records a count may tell of.</summary>
    public const int SmallestCount = 10;
}

/// <summary>Scores from <paramref name="From"/> to below <paramref name="To"/>.</summary>
/// <param name="From">Lowest score, or null for the first bin: the lowest score of all belongs to one record and is not told.</param>
/// <param name="To">First score above, or null for the last bin.</param>
/// <param name="Members">Members in it. Null where too few to tell, or where a null beside it could be reckoned from it and the total.</param>
/// <param name="NonMembers">Non-members in it, or null alike.</param>
public sealed record ScoreBin(double? From, double? To, int? Members, int? NonMembers);
