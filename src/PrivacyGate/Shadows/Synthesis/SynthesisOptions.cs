namespace PrivacyGate.Shadows.Synthesis;

/// <summary>How records are made up.</summary>
public sealed record SynthesisOptions
{
    /// <summary>Records to make, at least 1.</summary>
    public required int Count { get; init; }

    /// <summary>Share of a record's features that <c>noisy</c> changes, in (0, 1).</summary>
    public double Noise { get; init; } = 0.1;

    /// <summary>Queries that <c>model-based</c> may spend on a record, at least 1.</summary>
    public int QueriesPerRecord { get; init; } = 300;

    /// <summary>Seed of everything drawn.</summary>
    public ulong Seed { get; init; } = 1;
}
