using PrivacyGate.Features;
using PrivacyGate.Models;

namespace PrivacyGate.Shadows.Synthesis;

/// <summary>
/// Records for shadows of an attacker who has none of the audited ones: the three ways of Shokri et al. (IEEE S and P
/// 2017, section V.C). Sides never enter: what is known of the records is read off both together.
/// </summary>
public static class SyntheticRecords
{
    /// <summary>Makes records.</summary>
    /// <param name="source"><see cref="ShadowSources.ModelBased"/>, <see cref="ShadowSources.StatisticsBased"/> or <see cref="ShadowSources.Noisy"/>.</param>
    /// <param name="audited">Whose ranges, values and forms the records keep to.</param>
    /// <param name="space">What may be changed in them; features that may not are taken from some record.</param>
    /// <param name="target">Labels the records; <see cref="ShadowSources.ModelBased"/> climbs its scores.</param>
    /// <param name="options">How many, and how.</param>
    /// <param name="cancellation">Stops between records, and within a question to the target.</param>
    /// <returns>The same for the same arguments.</returns>
    /// <exception cref="InputException">Climbing reached no record that the target is sure enough of (PG0036).</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was signalled.</exception>
    public static RecordBatch Make(
        string source, RecordBatch audited, FeatureSpace space, IClassifier target, SynthesisOptions options, CancellationToken cancellation)
    {
        var cells = new RecordCells(audited);
        return source switch
        {
            ShadowSources.Noisy => NoisyRecords.Make(audited, cells, space, options, cancellation),
            ShadowSources.StatisticsBased => MarginalRecords.Make(cells, space, target, options, cancellation),
            ShadowSources.ModelBased => new HillClimbing(cells, space, target, options, cancellation).Make(),
            _ => throw new ArgumentOutOfRangeException(nameof(source), source, "no records are made up for this source"),
        };
    }

    /// <summary>Keys that no record read from a file has but by an accident of 128 bits.</summary>
    internal static UInt128[] Keys(int count, ulong seed)
    {
        var keys = new UInt128[count];
        for (var i = 0; i < count; i++)
        {
            var draw = CountedDraw.For(seed, Purpose.Key, (ulong)i);
            keys[i] = new UInt128(draw.Bits(), draw.Bits());
        }

        return keys;
    }

    /// <summary>Streams of chance, one for each use.</summary>
    internal static class Purpose
    {
        public const ulong Key = 0x5359_4E01;
        public const ulong Noise = 0x5359_4E02;
        public const ulong Marginal = 0x5359_4E03;
        public const ulong Climb = 0x5359_4E04;
    }
}

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
