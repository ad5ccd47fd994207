using System.Globalization;

namespace PrivacyGate.IO.Spec;

/// <summary>Typed reading of one JSON object; whatever does not fit is reported, and null given back.</summary>
internal sealed class SpecScope
{
    private readonly LocatedObject node;

    public SpecScope(LocatedObject node, string path, IReadOnlyList<string> known, SpecErrors errors)
    {
        (this.node, Path, Errors) = (node, path, errors);
        foreach (var member in node.Members.Where(member => !known.Contains(member.Name)))
        {
            errors.Add(DiagnosticIds.UnknownKey, member.Line, member.Column, Unknown(member.Name, known));
        }
    }

    public string Path { get; }

    public SpecErrors Errors { get; }

    public bool IsEmpty => node.Members.Count == 0;

    public SourceLocation Location => Errors.At(node.Line, node.Column);

    public SourceLocation LocationOf(LocatedNode value) => Errors.At(value.Line, value.Column);

    public LocatedNode? Find(string key) => node.Members.FirstOrDefault(member => member.Name == key)?.Value;

    /// <summary>A key of the root that is far from all known ones may be of a file of data, given in place of the spec, and is not repeated.</summary>
    private string Unknown(string key, IReadOnlyList<string> known) =>
        $"unknown key{(Path.Length > 0 || Suggestion.For(key, known) is not null ? $" {Child(key)}" : "")}{Suggestion.Hint(key, known)}";

    /// <summary>The path of a key, made safe to print.</summary>
    public string Child(string key) => MessageText.Plain(Path.Length == 0 ? key : $"{Path}.{key}");

    public LocatedNode? Required(string key, string cure)
    {
        var value = Find(key);
        if (value is null)
        {
            Errors.Add(DiagnosticIds.MissingKey, node, $"{(Path.Length == 0 ? "the spec" : Path)} lacks the key '{key}'; {cure}");
        }

        return value;
    }

    public SpecValue<string>? Text(string key) => Text(key, Find(key));

    public SpecValue<string>? Text(string key, LocatedNode? value)
    {
        if (value is null)
        {
            return null;
        }

        if (value is not LocatedString { Text: var text })
        {
            return Wrong<SpecValue<string>>(key, value, "a text");
        }

        if (string.IsNullOrWhiteSpace(text) || text.Any(IsUnprintable))
        {
            Errors.Add(DiagnosticIds.OutOfRange, value, $"{Child(key)} is {(string.IsNullOrWhiteSpace(text) ? "empty" : "not printable: it holds an invisible control character")}; write a plain text");
            return null;
        }

        return new SpecValue<string>(text, LocationOf(value));
    }

    /// <summary>A number with <paramref name="isInRange"/>; <paramref name="range"/> says the same in words.</summary>
    public SpecValue<double>? Number(string key, LocatedNode? value, Func<double, bool> isInRange, string range)
    {
        if (value is null)
        {
            return null;
        }

        if (value is not LocatedNumber { Text: var text })
        {
            return Wrong<SpecValue<double>>(key, value, "a number");
        }

        var number = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (!isInRange(number))
        {
            Errors.Add(DiagnosticIds.OutOfRange, value, $"{Child(key)} is {MessageText.Plain(text)}, outside its range; {range}");
            return null;
        }

        return new SpecValue<double>(number, LocationOf(value));
    }

    /// <summary>A whole number in [0, <paramref name="largest"/>].</summary>
    public SpecValue<long>? Whole(string key, long largest)
    {
        var value = Find(key);
        if (value is null)
        {
            return null;
        }

        if (value is not LocatedNumber { Text: var text })
        {
            return Wrong<SpecValue<long>>(key, value, "a number");
        }

        // A double would round 2^53 + 1 into the range.
        var isWhole = decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= 0 && number <= largest && number == Math.Floor(number);
        if (!isWhole)
        {
            Errors.Add(DiagnosticIds.OutOfRange, value, string.Create(CultureInfo.InvariantCulture, $"{Child(key)} is {MessageText.Plain(text)}, outside its range; write a whole number from 0 to {largest}"));
            return null;
        }

        return new SpecValue<long>((long)number, LocationOf(value));
    }

    /// <summary>A list of at least <paramref name="fewest"/> different texts; numbers and booleans are taken as written when <paramref name="takesNumbers"/>.</summary>
    public SpecValue<IReadOnlyList<string>>? Texts(string key, int fewest, bool takesNumbers = false)
    {
        var value = Find(key);
        if (value is null)
        {
            return null;
        }

        if (value is not LocatedArray { Items: var items })
        {
            return Wrong<SpecValue<IReadOnlyList<string>>>(key, value, "a list");
        }

        if (items.Count < fewest)
        {
            Errors.Add(DiagnosticIds.OutOfRange, value, $"{Child(key)} holds {items.Count} entries; name at least {fewest}, or leave the key out");
            return null;
        }

        var texts = items.Select((item, i) => Entry($"{key}[{i}]", item, takesNumbers)).ToList();
        ReportRepeated(key, items, texts);
        return texts.Contains(null) ? null : new SpecValue<IReadOnlyList<string>>([.. texts.OfType<string>()], LocationOf(value));
    }

    public SpecScope? Object(string key, IReadOnlyList<string> known) => Object(key, Find(key), known);

    public SpecScope? Object(string key, LocatedNode? value, IReadOnlyList<string> known) => value switch
    {
        null => null,
        LocatedObject inner => new SpecScope(inner, Path.Length == 0 ? key : $"{Path}.{key}", known, Errors),
        _ => Wrong<SpecScope>(key, value, "an object"),
    };

    public T? Wrong<T>(string key, LocatedNode value, string expected)
        where T : class
    {
        Errors.Add(DiagnosticIds.WrongType, value, $"{Child(key)} is {value.Kind}; write {expected}");
        return null;
    }

    /// <summary>Control characters, line separators, and the marks that turn the writing direction and so can make one name look like another.</summary>
    private static bool IsUnprintable(char character) =>
        CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || character is '\u200e' or '\u200f' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');

    private string? Entry(string key, LocatedNode item, bool takesNumbers) => item switch
    {
        LocatedNumber number when takesNumbers => number.Text,
        LocatedBoolean boolean when takesNumbers => boolean.Value ? "true" : "false",
        _ => Text(key, item)?.Value,
    };

    private void ReportRepeated(string key, IReadOnlyList<LocatedNode> items, List<string?> texts)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < texts.Count; i++)
        {
            if (texts[i] is { } text && !seen.Add(text))
            {
                Errors.Add(DiagnosticIds.DuplicateEntry, items[i], $"{Child($"{key}[{i}]")}: {MessageText.Quote(text)} is given twice; keep one");
            }
        }
    }
}
