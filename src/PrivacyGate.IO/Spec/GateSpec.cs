namespace PrivacyGate.IO.Spec;

/// <summary>A spec that has been read: every text is a type, every default filled in.</summary>
/// <param name="Path">The spec file as the caller named it.</param>
/// <param name="Root">The folder relative paths start from, as the caller named it; empty for the current folder.</param>
/// <param name="Models">At least one, in the order of the file, no two of one name.</param>
public sealed record GateSpec(string Path, string Root, IReadOnlyList<ModelSpec> Models);

/// <summary>One model to gate.</summary>
/// <param name="JsonPath">Where in the spec the model stands, such as <c>models[0]</c>.</param>
/// <param name="Location">The place diagnostics about the model point at: its path in the spec, or the project file's item.</param>
/// <param name="Name">Shown to people; unique in the spec.</param>
/// <param name="Model">The model file.</param>
/// <param name="Members">Records the model was trained on.</param>
/// <param name="NonMembers">Records of the same kind that it was not trained on.</param>
/// <param name="Label">The column with the true class.</param>
/// <param name="Classes">The text of each class in the order of the model's scores, or null when the model or the data tell.</param>
/// <param name="Features">The columns that feed the model, in order, or null for all that have no other role.</param>
/// <param name="Subject">The column that names the person (or other unit) a record belongs to, or null.</param>
/// <param name="Slices">Columns whose values cut the records into groups that are audited on their own; may be empty.</param>
/// <param name="OutputName">The output to read, or null to find it by inspection.</param>
/// <param name="OutputKind">How to read the output, or null to find it by inspection.</param>
/// <param name="Budget">What the verdict is held against.</param>
/// <param name="Attacks">The attacks to run, or null for those of the profile.</param>
/// <param name="Seed">In [0, 2^53].</param>
public sealed record ModelSpec(
    string JsonPath,
    SourceLocation Location,
    SpecValue<string> Name,
    SpecFile Model,
    RecordSource Members,
    RecordSource NonMembers,
    SpecValue<string> Label,
    SpecValue<IReadOnlyList<string>>? Classes,
    SpecValue<IReadOnlyList<string>>? Features,
    SpecValue<string>? Subject,
    SpecValue<IReadOnlyList<string>>? Slices,
    SpecValue<string>? OutputName,
    SpecValue<OutputKind>? OutputKind,
    BudgetSpec Budget,
    SpecValue<IReadOnlyList<string>>? Attacks,
    SpecValue<long> Seed)
{
    /// <summary>Every whole number up to here is a double, so no reader of JSON rounds a seed.</summary>
    public const long LargestSeed = 1L << 53;

    /// <summary>The accuracy that the model's owner measured, or null.</summary>
    public AccuracySpec? Accuracy { get; init; }

    /// <summary>Further records of the same kind, of neither side, or null.</summary>
    public RecordSource? Reference { get; init; }

    /// <summary><see cref="KnowledgeWord.BlackBox"/> or <see cref="KnowledgeWord.WhiteBox"/>: what an attacker knows of the model beside its answers.</summary>
    public required SpecValue<string> Knowledge { get; init; }

    /// <summary>What becomes of missing numbers; null where the model's graph decides.</summary>
    public SpecValue<MissingValues>? Missing { get; init; }

    /// <summary>What is said of shadow models.</summary>
    public required ShadowSpec Shadows { get; init; }

    /// <summary>What is said of label-only attacks.</summary>
    public required LabelOnlySpec LabelOnly { get; init; }

    /// <summary>What the model may ask of the runtime.</summary>
    public required LimitSpec Limits { get; init; }

    /// <summary>The sources of records, in a fixed order.</summary>
    public IReadOnlyList<RecordSource> Sources => Reference is null ? [Members, NonMembers] : [Members, NonMembers, Reference];
}
