namespace PrivacyGate.IO.Spec;

/// <summary>A key that takes an object.</summary>
/// <param name="Name">As written in the file.</param>
/// <param name="Get">What the object says; null where none was stated and there is no default.</param>
/// <param name="Set">A copy with the object.</param>
/// <param name="Meaning">In Markdown.</param>
/// <param name="Inner">The keys of the object, in order.</param>
internal sealed record ObjectKey<TSpec, TInner>(
    string Name, Func<TSpec, TInner?> Get, Func<TSpec, TInner, TSpec> Set, string Meaning, IReadOnlyList<SpecKey<TInner>> Inner)
    : SpecKey<TSpec>(Name, Meaning)
    where TInner : class
{
    /// <summary>What the keys of a stated object are read into; null to read them into what <see cref="Get"/> gives.</summary>
    public Func<SourceLocation, TInner>? New { get; init; }

    /// <summary>Reports what is wrong between the keys of a stated object.</summary>
    public Action<SpecScope, TInner>? Check { get; init; }

    /// <summary>The whole in one line of <c>explain</c>; null to explain key by key.</summary>
    public Func<TInner, (string Text, SourceLocation Location)>? Told { get; init; }

    /// <summary>Whether <c>explain</c> leaves the key out when it is not stated.</summary>
    public bool IsToldOnlyWhenStated { get; init; }

    /// <summary>What may be written in place of the object, or null.</summary>
    public ShortForm<TInner>? Short { get; init; }

    public override string Type => Short is null ? "object" : $"{Short.Type}, or object";

    public override IReadOnlyList<SpecKey> Keys => Inner;

    public override string? ShortSchema => Short?.Schema;

    public override TSpec Read(TSpec spec, SpecScope? scope, SourceLocation silence)
    {
        if ((Cure is null ? scope?.Find(Name) : scope?.Required(Name, Cure)) is { } node)
        {
            return Read(spec, scope!, node) is { } stated ? Set(spec, stated) : spec;
        }

        return Get(spec) is { } silent ? Set(spec, Inner.Read(silent, null, silence)) : spec;
    }

    public override IEnumerable<ExplainedValue> Explain(TSpec spec) => Get(spec) switch
    {
        null when Told is null || IsToldOnlyWhenStated => [],
        null => [ExplainedValue.Silent(this)],
        var inner when Told is not null => [new(Name, Told(inner).Text, Told(inner).Location)],
        var inner => Inner.SelectMany(key => key.Explain(inner)).Select(value => value with { JsonPath = $"{Name}.{value.JsonPath}" }),
    };

    private TInner? Read(TSpec spec, SpecScope scope, LocatedNode node)
    {
        string[] known = [.. Inner.Select(static key => key.Name)];
        if (Short is not null && node is not LocatedObject)
        {
            return Short.Fits(node) ? Short.Read(scope, Name, node) : scope.Wrong<TInner>(Name, node, $"{Short.Words}, or an object with {Listed(known)}");
        }

        if (scope.Object(Name, node, known) is not { } stated)
        {
            return null;
        }

        var inner = Inner.Read(New?.Invoke(stated.Location) ?? Get(spec)!, stated, stated.Location);
        Check?.Invoke(stated, inner);
        return inner;
    }

    private static string Listed(string[] keys) => $"{string.Join(", ", keys[..^1].Select(static key => $"'{key}'"))} and '{keys[^1]}'";
}

/// <summary>What may be written in place of an object.</summary>
/// <param name="Fits">Whether a node is meant as the short form.</param>
/// <param name="Words">What a message asks for.</param>
/// <param name="Type">In the words of the reference page.</param>
/// <param name="Schema">As members of a JSON schema.</param>
/// <param name="Read">The object that the node stands for, or null when it does not fit, which is then reported.</param>
internal sealed record ShortForm<T>(Func<LocatedNode, bool> Fits, string Words, string Type, string Schema, Func<SpecScope, string, LocatedNode, T?> Read);
