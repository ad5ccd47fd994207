namespace PrivacyGate.IO.Spec;

/// <summary>One key of the spec, with what people and editors are shown of it.</summary>
/// <param name="Name">As written in the file.</param>
/// <param name="Meaning">In Markdown, links relative to the reference page.</param>
internal abstract record SpecKey(string Name, string Meaning)
{
    /// <summary>What it takes, in the words of the reference page.</summary>
    public abstract string Type { get; }

    /// <summary>What it takes, as members of a JSON schema; empty where <see cref="Keys"/> say it.</summary>
    public virtual string Schema => string.Empty;

    /// <summary>What stands in for a silent spec, in words; null for a key that must be there.</summary>
    public string? Default { get; init; }

    /// <summary>What a spec that lacks the key is told to do; null for a key that may be left out.</summary>
    public string? Cure { get; init; }

    /// <summary>Why no figure of an audit follows from the value; null where figures do, and the value counts in the key of kept audits.</summary>
    public string? Irrelevant { get; init; }

    /// <summary>The metadata of a PrivacyGateModel item that becomes this key, or null.</summary>
    public string? Metadata { get; init; }

    /// <summary>The keys of the object (or of each object of the list) that it takes, in order.</summary>
    public virtual IReadOnlyList<SpecKey> Keys => [];

    /// <summary>Whether <see cref="Keys"/> are those of each object of a list.</summary>
    public virtual bool IsList => false;

    /// <summary>What holds between <see cref="Keys"/>, as members of a JSON schema, or null.</summary>
    public string? SchemaRule { get; init; }

    /// <summary>What may be written in place of the object, as members of a JSON schema, or null.</summary>
    public virtual string? ShortSchema => null;
}

/// <summary>One key of an object of the spec that is read into a <typeparamref name="TSpec"/>.</summary>
internal abstract record SpecKey<TSpec>(string Name, string Meaning) : SpecKey(Name, Meaning)
{
    /// <summary><paramref name="spec"/> with what the object says, or else with the key's default.</summary>
    /// <param name="spec">What was read so far.</param>
    /// <param name="scope">The object, or null where the spec has none.</param>
    /// <param name="silence">The place of a default.</param>
    public abstract TSpec Read(TSpec spec, SpecScope? scope, SourceLocation silence);

    /// <summary>The effective values of the key, by their path within the object.</summary>
    public abstract IEnumerable<ExplainedValue> Explain(TSpec spec);
}

/// <summary>A key that takes one value.</summary>
/// <param name="Name">As written in the file.</param>
/// <param name="Kind">What it takes.</param>
/// <param name="Get">The value; null where none was stated and no value is the default.</param>
/// <param name="Set">A copy with the value.</param>
/// <param name="Meaning">In Markdown.</param>
internal sealed record ValueKey<TSpec, T>(string Name, ValueKind<T> Kind, Func<TSpec, SpecValue<T>?> Get, Func<TSpec, SpecValue<T>, TSpec> Set, string Meaning)
    : SpecKey<TSpec>(Name, Meaning)
{
    public override string Type => Kind.Type;

    public override string Schema => Kind.Schema;

    /// <summary>The value of a silent spec, or null where <see cref="SpecKey.Default"/> is more than a value.</summary>
    public Func<SourceLocation, SpecValue<T>>? Fallback { get; init; }

    /// <summary>Whether the key is read at all, by what the keys before it say; null for always.</summary>
    public Func<TSpec, bool>? ReadIf { get; init; }

    public override TSpec Read(TSpec spec, SpecScope? scope, SourceLocation silence)
    {
        var isRead = scope is not null && ReadIf?.Invoke(spec) != false;
        var node = !isRead ? null : Cure is null ? scope!.Find(Name) : scope!.Required(Name, Cure);
        var value = node is null ? null : Kind.Read(scope!, Name, node);
        return (value ?? Fallback?.Invoke(silence)) is { } effective ? Set(spec, effective) : spec;
    }

    public override IEnumerable<ExplainedValue> Explain(TSpec spec) =>
        [Get(spec) is { } value ? new(Name, Kind.Show(value.Value), value.IsDefault ? null : value.Location) : ExplainedValue.Silent(this)];
}
