using System.Globalization;
using Microsoft.Build.Framework;

namespace PrivacyGate.MSBuild;

/// <summary>One PrivacyGateModel item: its path as the project writes it, its metadata, and where it stands.</summary>
internal sealed record GateModel(string Path, IReadOnlyDictionary<string, string> Metadata, string File, int Line, int Column)
{
    public static GateModel From(ITaskItem item, ProjectScan scan, string projectFile)
    {
        var custom = item.CloneCustomMetadata();
        var metadata = custom.Keys.Cast<string>()
            .Where(key => !KnownNames.ForeignMetadata.Contains(key))
            .ToDictionary(key => key, key => item.GetMetadata(key).Trim(), StringComparer.OrdinalIgnoreCase);
        var definingFile = item.GetMetadata("DefiningProjectFullPath") is { Length: > 0 } named ? named : projectFile;
        if (!metadata.ContainsKey("Label") && scan.LabelOf(item.ItemSpec, definingFile) is { } label)
        {
            metadata.Add("Label", label);
        }

        var origin = scan.OriginOf(item.ItemSpec, definingFile);
        return new GateModel(item.ItemSpec, metadata, origin.File, origin.Line, origin.Column);
    }

    /// <summary>The item that a plain element stands for.</summary>
    public static GateModel From(string path, ProjectElement element) => new(
        path,
        element.Texts
            .Where(pair => !NotMetadata.Contains(pair.Key, StringComparer.OrdinalIgnoreCase) && !KnownNames.ForeignMetadata.Contains(pair.Key))
            .ToDictionary(pair => pair.Key, pair => pair.Value.Trim(), StringComparer.OrdinalIgnoreCase),
        element.File,
        element.Line,
        element.Column);

    public string? this[string name] => Metadata.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    /// <summary>Everything wrong with the item, each once, at the item's place in the project.</summary>
    public IEnumerable<Problem> Check()
    {
        foreach (var name in Metadata.Keys.Where(key => !KnownNames.Metadata.Contains(key, StringComparer.OrdinalIgnoreCase)).OrderBy(key => key, StringComparer.Ordinal))
        {
            yield return Wrong(Codes.InvalidProperty, $"unknown metadata '{name}'{KnownNames.Meant(name, KnownNames.Metadata)}");
        }

        foreach (var name in KnownNames.Metadata.Where(name => IsBlank(name) && !AllRequired().Any(rule => rule.Name == name)))
        {
            yield return Wrong(Codes.InvalidProperty, $"{name} is blank; give it a value, or remove it");
        }

        foreach (var (name, cure) in AllRequired().Where(rule => this[rule.Name] is null))
        {
            yield return Wrong(Codes.MissingKey, $"{name} is missing; name {cure}");
        }

        if (this["Reference"] is null && this["ReferenceWhere"] is not null)
        {
            yield return Wrong(Codes.MissingKey, "ReferenceWhere filters nothing; name the file in Reference");
        }

        foreach (var (name, cure) in NumberRules.Where(rule => this[rule.Name] is { } text && !rule.Holds(text)).Select(rule => (rule.Name, rule.Cure)))
        {
            yield return Wrong(Codes.InvalidProperty, $"{name} is '{this[name]}'; write {cure}");
        }
    }

    /// <summary>Written down and empty, as a misspelt $(property) leaves it: the default in its place might gate less than was meant.</summary>
    private bool IsBlank(string name) => Metadata.TryGetValue(name, out var value) && value.Split(';').All(word => word.Trim().Length == 0);

    public static bool IsSeed(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    /// <summary>"0.01@0.001": at most 1 % of members at 0.1 % false positives.</summary>
    public static (string Max, string Fpr)? SplitTpr(string text)
    {
        var parts = text.Split('@');
        return parts.Length == 2 && parts.All(part => IsWithin(part, 0, 1)) ? (parts[0].Trim(), parts[1].Trim()) : null;
    }

    /// <summary>Attributes of an item element that say which files, not what about them.</summary>
    private static readonly IReadOnlyList<string> NotMetadata = ["Include", "Exclude", "Update", "Remove", "KeepDuplicates", "KeepMetadata", "RemoveMetadata", "Condition"];

    private static readonly IReadOnlyList<(string Name, string Cure)> Required =
    [
        ("Members", "the file of records the model was trained on"),
        ("NonMembers", "a file of records it was not trained on"),
    ];

    private static readonly (string Name, string Cure) Label = ("Label", "the column with the true class, as <Label>column</Label> inside the item if a property holds it");

    private static readonly (string Name, string Cure) Target = ("TargetColumn", "the columns with the true values");

    private static readonly (string Name, string Cure) Group = ("Group", "the column with the query of each document");

    /// <summary>What an item of its task must have; an unknown task is told when the spec is read.</summary>
    private IReadOnlyList<(string Name, string Cure)> AllRequired() => this["Task"] switch
    {
        null or "classification" => [.. Required, Label],
        "regression" or "multi-label" => [.. Required, Target],
        "ranking" => [.. Required, Target, Group],
        _ => Required,
    };

    private static readonly IReadOnlyList<(string Name, Func<string, bool> Holds, string Cure)> NumberRules =
    [
        ("MaxAdvantage", text => IsWithin(text, 0, 1), "a number from 0 to 1, such as 0.10"),
        ("MaxTprAtFpr", text => SplitTpr(text) is not null, "a rate, @ and a false-positive rate, such as 0.01@0.001"),
        ("MaxAuc", text => IsWithin(text, 0.5, 1), "a number from 0.5 to 1, such as 0.55"),
        ("MaxEpsilon", text => IsWithin(text, 0, double.MaxValue), "a number from 0, such as 1.5"),
        ("Seed", IsSeed, "a whole number from 0, such as 1"),
    ];

    /// <summary>Also a number as JSON writes it, since it is copied into the spec: digits, a point, digits.</summary>
    private static bool IsWithin(string text, double low, double high) =>
        double.TryParse(text.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
        && char.IsDigit(text.Trim()[0]) && !text.Trim().EndsWith(".", StringComparison.Ordinal)
        && value >= low && value <= high;

    private Problem Wrong(string code, string message) => new(code, $"{KnownNames.Item} {Path}: {message}", File, Line, Column);
}
