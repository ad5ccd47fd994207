namespace PrivacyGate.IO.Spec;

/// <summary>One JSON object that is being read; whatever does not fit is reported, and null given back.</summary>
internal sealed class SpecScope
{
    private readonly LocatedObject node;

    /// <param name="node">The object.</param>
    /// <param name="path">Where in the spec it stands; empty for the spec itself.</param>
    /// <param name="known">Its keys; others are reported at once.</param>
    /// <param name="root">The folder relative paths start from.</param>
    /// <param name="errors">Gathers what is wrong.</param>
    public SpecScope(LocatedObject node, string path, IReadOnlyList<string> known, string root, SpecErrors errors)
    {
        (this.node, Path, Root, Errors) = (node, path, root, errors);
        foreach (var member in node.Members.Where(member => !known.Contains(member.Name)))
        {
            errors.Add(DiagnosticIds.UnknownKey, member.Line, member.Column, Unknown(member.Name, known));
        }
    }

    public string Path { get; }

    public string Root { get; }

    public SpecErrors Errors { get; }

    public bool IsEmpty => node.Members.Count == 0;

    public SourceLocation Location => Errors.At(node.Line, node.Column);

    public LocatedNode? Find(string key) => node.Members.FirstOrDefault(member => member.Name == key)?.Value;

    /// <summary>A key of the root that is far from all known ones may be of a file of data, given in place of the spec, and is not repeated.</summary>
    private string Unknown(string key, IReadOnlyList<string> known) =>
        $"unknown key{(Path.Length > 0 || Suggestion.For(key, known) is not null ? $" {Child(key)}" : "")}{MessageText.Hint(key, known)}";

    /// <summary>The path of a key, made safe to print.</summary>
    public string Child(string key) => MessageText.Plain(Inside(key));

    public LocatedNode? Required(string key, string cure)
    {
        var value = Find(key);
        if (value is null)
        {
            Errors.Add(DiagnosticIds.MissingKey, node, $"{(Path.Length == 0 ? "the spec" : Path)} lacks the key '{key}'; {cure}");
        }

        return value;
    }

    /// <summary>The object that <paramref name="value"/> is, as the value of <paramref name="key"/>.</summary>
    public SpecScope? Object(string key, LocatedNode value, IReadOnlyList<string> known) => value is LocatedObject inner
        ? new SpecScope(inner, Inside(key), known, Root, Errors)
        : Wrong<SpecScope>(key, value, "an object");

    public SpecValue<T> Value<T>(LocatedNode value, T typed) => new(typed, Errors.At(value.Line, value.Column));

    public T? Wrong<T>(string key, LocatedNode value, string expected)
        where T : class
    {
        Errors.Add(DiagnosticIds.WrongType, value, $"{Child(key)} is {value.Kind}; write {expected}");
        return null;
    }

    public SpecValue<T>? OutOfRange<T>(string key, LocatedNode value, string says)
    {
        Errors.Add(DiagnosticIds.OutOfRange, value, $"{Child(key)} {says}");
        return null;
    }

    private string Inside(string key) => Path.Length == 0 ? key : $"{Path}.{key}";
}
