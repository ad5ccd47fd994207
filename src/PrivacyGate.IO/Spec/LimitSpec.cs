namespace PrivacyGate.IO.Spec;

/// <summary>What a spec says of the limits of a model.</summary>
public sealed record LimitSpec
{
    public SpecValue<long> Nodes { get; init; } = null!;

    /// <summary>In megabytes.</summary>
    public SpecValue<long> Memory { get; init; } = null!;
}
