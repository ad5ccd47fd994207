namespace PrivacyGate.Samples;

/// <summary>How well a model that is no classifier does its task, in place of an accuracy.</summary>
/// <param name="Figures">What a report shows, in its order.</param>
public sealed record TaskFit(IReadOnlyList<FitFigure> Figures)
{
    /// <summary>How much better its answers are than the best constant one, for its members: one for each value or label. Empty where nothing tells what a good answer is.</summary>
    public IReadOnlyList<Gain> OnMembers { get; init; } = [];

    /// <summary>Whether all audited records have the same values, or the model gives all the same score: then nothing can be told of it.</summary>
    public bool IsConstant { get; init; }

    /// <summary>The fit of a classifier, whose accuracy says it.</summary>
    public static TaskFit None { get; } = new([]);
}

/// <summary>One figure of a model's fit.</summary>
/// <param name="Name">Such as RMSE.</param>
/// <param name="Members">On the members; not a number where there are none.</param>
/// <param name="NonMembers">On the non-members; not a number where there are none.</param>
public sealed record FitFigure(string Name, double Members, double NonMembers)
{
    /// <summary>Whether less is better.</summary>
    public bool IsError => !Name.Contains("R2", StringComparison.Ordinal) && !Name.Contains("right", StringComparison.Ordinal) && !Name.StartsWith("NDCG", StringComparison.Ordinal) && Name is not ("accuracy" or "mean score" or "pairs in order");
}

/// <summary>What answers gain over the best constant answer, as a share of its loss: 1 is perfect, 0 no better (R2, or McFadden's for labels).</summary>
/// <param name="Mean">Mean over units.</param>
/// <param name="Deviation">Of the mean; 0 where it is not known.</param>
/// <param name="Units">Persons, or records.</param>
public sealed record Gain(double Mean, double Deviation, int Units)
{
    /// <summary>Whether the answers are surely no better than a constant, at the given distance in deviations.</summary>
    public bool IsSurelyBelow(double limit, double deviations) => Mean + (deviations * Deviation) < limit;

    /// <summary>Whether the answers are surely better than a constant.</summary>
    public bool IsSurelyAbove(double limit, double deviations) => Mean - (deviations * Deviation) > limit;
}
