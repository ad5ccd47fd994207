namespace PrivacyGate.IO.Spec;

/// <summary>What a spec says of label-only attacks; null stands for silence.</summary>
public sealed record LabelOnlySpec
{
    public SpecValue<long>? Queries { get; init; }
    public SpecValue<string> Norm { get; init; } = null!;
    public SpecValue<IReadOnlyList<string>>? Fixed { get; init; }
}
