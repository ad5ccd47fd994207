namespace PrivacyGate.LabelOnly.Queries;

/// <summary>How much may be asked, and how.</summary>
public sealed record LabelOnlyOptions
{
    /// <summary>Queries a record and attack, at least 1; the attacker's budget.</summary>
    public int QueriesPerRecord { get; init; } = 1000;

    /// <summary>Asking ends early when the rank correlation (Spearman) of the scores before and after a milestone reaches this; above 1 it never does.</summary>
    public double StableRankCorrelation { get; init; } = 0.98;

    /// <summary>Seed of everything drawn. The answer to a seed does not depend on <see cref="DegreeOfParallelism"/>.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Batches asked side by side, at least 1. Searches of few records run in up to four groups that each may ask as many.</summary>
    public int DegreeOfParallelism { get; init; } = 1;

    /// <summary>What searches may hold of the records between rounds; those that do not fit wait for a later wave.</summary>
    internal long SearchBytes { get; init; } = 256 << 20;

    /// <summary>How <c>label-boundary</c> measures the length of a change where all features that may change are continuous; elsewhere features that must change are counted.</summary>
    public BoundaryNorm Norm { get; init; } = BoundaryNorm.Euclidean;

    /// <summary>How far, in points and counted along the axes, <c>label-augment</c> shifts pictures: 4 shifts for each point of it; 0 for none.</summary>
    public int PictureShift { get; init; } = 1;

    /// <summary>How often <c>label-augment</c> turns pictures to either side, five degrees further each time; 0 for never.</summary>
    public int PictureTurns { get; init; } = 3;

    /// <summary>Records it was trained on, and as many others, that a local shadow is asked about at most; at least 1.</summary>
    public int LocalShadowRecords { get; init; } = 500;
}

/// <summary>What the length of a change is.</summary>
public enum BoundaryNorm
{
    /// <summary>The Euclidean length.</summary>
    Euclidean,

    /// <summary>The largest change of any feature.</summary>
    Largest,
}

/// <param name="AttackId">What is being asked for.</param>
/// <param name="QueriesPerRecord">Queries a record so far.</param>
/// <param name="Of">Queries a record at most.</param>
public sealed record LabelOnlyProgress(string AttackId, int QueriesPerRecord, int Of);
