using PrivacyGate.Auditing.Knowledge;
using PrivacyGate.Samples;

namespace PrivacyGate.IO.Spec;

/// <summary>
/// One model to gate. <see cref="SpecTable"/> says what each property means and fills it; null stands for silence. A model
/// that lacks a required key is an error and never given out.
/// </summary>
/// <param name="JsonPath">Where in the spec the model stands, such as <c>models[0]</c>.</param>
public sealed record ModelSpec(string JsonPath)
{
    /// <summary>Every whole number up to here is a double, so no reader of JSON rounds a seed.</summary>
    public const long LargestSeed = 1L << 53;

    public SpecValue<string> Name { get; init; } = null!;
    public SpecFile Model { get; init; } = null!;
    public RecordSource Members { get; init; } = null!;
    public RecordSource NonMembers { get; init; } = null!;
    public RecordSource? Reference { get; init; }
    public SpecValue<ModelTask> Task { get; init; } = null!;
    public SpecValue<string>? Label { get; init; }
    public SpecValue<IReadOnlyList<string>>? Target { get; init; }
    public SpecValue<string>? Group { get; init; }
    public SpecValue<IReadOnlyList<string>>? Classes { get; init; }
    public SpecValue<IReadOnlyList<string>>? Features { get; init; }
    public SpecValue<MissingValues>? Missing { get; init; }
    public SpecValue<string>? Subject { get; init; }
    public SpecValue<IReadOnlyList<string>>? Slices { get; init; }
    public SpecValue<string>? OutputName { get; init; }
    public SpecValue<OutputKind>? OutputKind { get; init; }
    public SpecValue<ExpectedAccuracy>? Accuracy { get; init; }
    public BudgetSpec Budget { get; init; } = BudgetSpec.Default;
    public SpecValue<IReadOnlyList<string>>? Attacks { get; init; }
    public SpecValue<string> Knowledge { get; init; } = null!;
    public ShadowSpec Shadows { get; init; } = new();
    public LabelOnlySpec LabelOnly { get; init; } = new();
    public LimitSpec Limits { get; init; } = new();
    public SpecValue<long> Seed { get; init; } = null!;

    /// <summary>The place diagnostics about the model point at: its path in the spec, or the project file's item.</summary>
    public SourceLocation Location => Model.Location;

    /// <summary>The sources of records, in a fixed order.</summary>
    public IReadOnlyList<RecordSource> Sources => Reference is null ? [Members, NonMembers] : [Members, NonMembers, Reference];
}
