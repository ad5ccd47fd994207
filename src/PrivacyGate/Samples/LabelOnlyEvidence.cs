namespace PrivacyGate.Samples;

/// <summary>
/// What the target's bare labels gave away, asked for everyone at once. Arrays are parallel to the records of
/// <see cref="Samples.AuditInput"/>; membership is nowhere in here.
/// </summary>
/// <param name="Curves">For each kind of question, the scores after growing numbers of queries a record.</param>
public sealed record LabelOnlyEvidence(IReadOnlyList<QueryCurve> Curves)
{
    /// <summary>What a reader of the figures must know of how was asked.</summary>
    public IReadOnlyList<Diagnostic> Notes { get; init; } = [];

    /// <summary>Why only some records were queried, or null when all were. Scores of the others mean nothing.</summary>
    public ShortenedLabels? Shortened { get; init; }

    /// <summary>The target's votes of <c>label-augment</c>; null where it was not asked for.</summary>
    public VoteVectors? Votes { get; init; }

    /// <summary>What local shadows answered to the same questions, or null when there were none.</summary>
    public LocalShadowEvidence? LocalShadows { get; init; }

    /// <summary>Whether local shadows were wanted and the time was up before the last of their answers.</summary>
    public bool LocalShadowsCutOff { get; init; }
}

/// <summary>The scores of one label-only attack as its query budget grows.</summary>
/// <param name="AttackId">Such as <c>label-boundary</c>.</param>
/// <param name="Points">In the order of queries, the first after a single query (right or wrong); the last is the attack's result.</param>
/// <param name="Ended">Why no more was asked.</param>
/// <param name="Description">What was asked, in words.</param>
public sealed record QueryCurve(string AttackId, IReadOnlyList<QueryPoint> Points, QueryEnd Ended, string Description);

/// <param name="QueriesPerRecord">Queries spent on a record the model gets right; one that it gets wrong costs a single query.</param>
/// <param name="Scores">One finite score a record; larger means likelier a member.</param>
public sealed record QueryPoint(double QueriesPerRecord, double[] Scores);

/// <summary>Why a label-only attack stopped asking.</summary>
public enum QueryEnd
{
    /// <summary>The queries were spent.</summary>
    BudgetSpent,

    /// <summary>More queries no longer changed the order of the records.</summary>
    RankingStable,

    /// <summary>The time was up; the last point is the last milestone all records had reached.</summary>
    TimeUp,

    /// <summary>There was nothing to ask, or nothing more: no feature may change, no record is answered rightly, or all there is to ask was asked.</summary>
    NothingToAsk,
}

/// <summary>Why attacks that need labels alone query only some of the records: a cheaper attack has proven more than the budget accepts.</summary>
/// <param name="Records">The records they query, rising.</param>
/// <param name="ProvenBy">The attack that proves it.</param>
/// <param name="Bound">Its lower bound of the advantage, at a tenth of the error that a verdict may make.</param>
public sealed record ShortenedLabels(int[] Records, string ProvenBy, double Bound);
