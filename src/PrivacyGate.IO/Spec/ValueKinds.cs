using System.Globalization;
using PrivacyGate.Attacks;

namespace PrivacyGate.IO.Spec;

/// <summary>The kinds of values that a key may take, besides numbers.</summary>
internal static class ValueKinds
{
    private const string TextSchema = "\"type\": \"string\", \"minLength\": 1";

    public static ValueKind<string> Text { get; } = new("text", TextSchema, ReadText, ListText.Of);

    /// <summary>A text that is never left out, and so is not mistaken for words that stand for a default.</summary>
    public static ValueKind<string> SingleText { get; } = Text with { Show = static text => text };

    /// <summary>At least one text, no two alike.</summary>
    public static ValueKind<IReadOnlyList<string>> Texts { get; } =
        new("list of texts", ListSchema(1, TextSchema), static (scope, key, node) => ReadTexts(scope, key, node, 1, takesNumbers: false), ListText.Of);

    /// <summary>At least two texts, no two alike; numbers and booleans are taken as written.</summary>
    public static ValueKind<IReadOnlyList<string>> Labels { get; } = new(
        "list of texts, numbers or booleans",
        ListSchema(2, "\"type\": [\"string\", \"number\", \"boolean\"]"),
        static (scope, key, node) => ReadTexts(scope, key, node, 2, takesNumbers: true),
        ListText.Of);

    public static ValueKind<IReadOnlyList<string>> AttackIds { get; } = Texts with { Schema = ListSchema(1, WordSchema(AttackCatalog.Ids)), Read = ReadAttacks };

    public static ValueKind<SpecFile> FilePath { get; } = new("path", TextSchema, ReadFile, static file => file.Path);

    public static ValueKind<IReadOnlyList<SpecFile>> FilePaths { get; } =
        new("list of paths", Texts.Schema, ReadFiles, static files => ListText.Of(files.Select(static file => file.Path)));

    public static ValueKind<RowFilter> Filter { get; } = new("text", TextSchema, ReadFilter, static filter => filter.ToString());

    public static ValueKind<string> Word(params string[] words) => Word("value", [.. words.Select(static word => (word, word))]);

    /// <summary>One of a few words.</summary>
    /// <param name="noun">What a message calls it.</param>
    /// <param name="words">Each with what it stands for.</param>
    public static ValueKind<T> Word<T>(string noun, params IReadOnlyList<(string Word, T Value)> words)
    {
        string[] known = [.. words.Select(static pair => pair.Word)];
        var type = string.Join(", ", known[..^1].Select(static word => $"`{word}`"));
        return new($"{type} or `{known[^1]}`", WordSchema(known), Read, value => words.First(pair => Equals(pair.Value, value)).Word);

        SpecValue<T>? Read(SpecScope scope, string key, LocatedNode node)
        {
            if (ReadText(scope, key, node) is not { } word)
            {
                return null;
            }

            var found = Array.IndexOf(known, word.Value);
            if (found < 0)
            {
                scope.Errors.Add(DiagnosticIds.UnknownValue, node, $"{scope.Child(key)}: unknown {noun} {MessageText.Quote(word.Value)}{MessageText.Hint(word.Value, known)}");
                return null;
            }

            return new SpecValue<T>(words[found].Value, word.Location);
        }
    }

    private static string ListSchema(int fewest, string item) =>
        FormattableString.Invariant($"\"type\": \"array\", \"minItems\": {fewest}, \"uniqueItems\": true, \"items\": {{ {item} }}");

    private static string WordSchema(IEnumerable<string> words) => $"\"enum\": [{string.Join(", ", words.Select(static word => $"\"{word}\""))}]";

    private static SpecValue<string>? ReadText(SpecScope scope, string key, LocatedNode node)
    {
        if (node is not LocatedString { Text: var text })
        {
            return scope.Wrong<SpecValue<string>>(key, node, "a text");
        }

        return string.IsNullOrWhiteSpace(text) ? scope.OutOfRange<string>(key, node, "is empty; write a plain text")
            : text.Any(IsUnprintable) ? scope.OutOfRange<string>(key, node, "is not printable: it holds an invisible control character; write a plain text")
            : scope.Value(node, text);
    }

    /// <summary>Control characters, line separators, and the marks that turn the writing direction and so can make one name look like another.</summary>
    private static bool IsUnprintable(char character) =>
        CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || character is '\u200e' or '\u200f' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');

    private static SpecValue<IReadOnlyList<string>>? ReadTexts(SpecScope scope, string key, LocatedNode node, int fewest, bool takesNumbers)
    {
        if (node is not LocatedArray { Items: var items })
        {
            return scope.Wrong<SpecValue<IReadOnlyList<string>>>(key, node, "a list");
        }

        if (items.Count < fewest)
        {
            return scope.OutOfRange<IReadOnlyList<string>>(key, node, FormattableString.Invariant($"holds {items.Count} entries; name at least {fewest}, or leave the key out"));
        }

        var texts = items.Select((item, i) => item switch
        {
            LocatedNumber number when takesNumbers => number.Text,
            LocatedBoolean boolean when takesNumbers => boolean.Value ? "true" : "false",
            _ => ReadText(scope, $"{key}[{i}]", item)?.Value,
        }).ToList();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < texts.Count; i++)
        {
            if (texts[i] is { } text && !seen.Add(text))
            {
                scope.Errors.Add(DiagnosticIds.DuplicateEntry, items[i], $"{scope.Child($"{key}[{i}]")}: {MessageText.Quote(text)} is given twice; keep one");
            }
        }

        return texts.Contains(null) ? null : scope.Value<IReadOnlyList<string>>(node, [.. texts.OfType<string>()]);
    }

    /// <summary>A word that names no attack must stop the build: a gate that skips it would pass by a typo.</summary>
    private static SpecValue<IReadOnlyList<string>>? ReadAttacks(SpecScope scope, string key, LocatedNode node)
    {
        var ids = Texts.Read(scope, key, node);
        for (var i = 0; i < ids?.Value.Count; i++)
        {
            var id = ids.Value[i];
            if (AttackCatalog.Find(id) is null)
            {
                var near = Suggestion.For(id, AttackCatalog.Ids) is { } like ? $"; did you mean '{like}'?" : string.Empty;
                scope.Errors.Add(
                    DiagnosticIds.UnknownValue, ((LocatedArray)node).Items[i],
                    $"{scope.Child($"{key}[{i}]")}: unknown attack {MessageText.Quote(id)}{near}; known: {string.Join(", ", AttackCatalog.Ids)}");
            }
        }

        return ids;
    }

    private static SpecValue<SpecFile>? ReadFile(SpecScope scope, string key, LocatedNode node) =>
        ReadText(scope, key, node) is { } text ? new SpecValue<SpecFile>(SpecFile.Resolve(text.Value, scope.Root, text.Location), text.Location) : null;

    private static SpecValue<IReadOnlyList<SpecFile>>? ReadFiles(SpecScope scope, string key, LocatedNode node) =>
        Texts.Read(scope, key, node) is { } texts
            ? new SpecValue<IReadOnlyList<SpecFile>>([.. texts.Value.Select(text => SpecFile.Resolve(text, scope.Root, texts.Location))], texts.Location)
            : null;

    private static SpecValue<RowFilter>? ReadFilter(SpecScope scope, string key, LocatedNode node)
    {
        if (ReadText(scope, key, node) is not { } text)
        {
            return null;
        }

        if (RowFilter.TryParse(text.Value, text.Location, out var filter) is not { } problem)
        {
            return new SpecValue<RowFilter>(filter!, text.Location);
        }

        var column = node is LocatedString { IsPlain: true } ? node.Column + 1 + problem.At : node.Column;
        scope.Errors.Add(DiagnosticIds.UnknownValue, node.Line, column, $"{scope.Child(key)}: {problem.Problem}; an example: \"split == member\"");
        return null;
    }
}
