using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PrivacyGate.IO.Spec;

/// <summary>Parses JSON (comments and trailing commas allowed) into nodes that know where they stand.</summary>
internal sealed partial class LocatedJson
{
    /// <summary>Deeper than any spec; a bomb of brackets stops here.</summary>
    private const int DeepestNesting = 32;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly SpecErrors errors;
    private readonly LineMap lines;

    private LocatedJson(LineMap lines, SpecErrors errors) => (this.lines, this.errors) = (lines, errors);

    /// <summary>The root of the document, or null when it is no JSON; duplicate keys are reported and their first value kept.</summary>
    public static LocatedNode? Parse(byte[] file, SpecErrors errors)
    {
        var utf8 = file.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? file[3..] : file;
        var lines = new LineMap(utf8);
        if (!IsValidUtf8(utf8, out var offset))
        {
            var (badLine, badColumn) = lines.At(offset);
            errors.Add(DiagnosticIds.SpecNotJson, badLine, badColumn, "the spec is not UTF-8 text; save it as UTF-8");
            return null;
        }

        try
        {
            var options = new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = DeepestNesting };
            var reader = new Utf8JsonReader(utf8, options);
            _ = reader.Read();
            var root = new LocatedJson(lines, errors).ReadValue(ref reader, "$");
            _ = reader.Read();
            return root;
        }
        catch (JsonException broken)
        {
            var line = (int)(broken.LineNumber ?? 0);
            var (badLine, badColumn) = lines.At(lines.OffsetOf(line, broken.BytePositionInLine ?? 0));
            errors.Add(DiagnosticIds.SpecNotJson, badLine, badColumn, $"the spec is not JSON: {MessageText.Plain(FirstSentence(broken.Message))}");
            return null;
        }
    }

    private static bool IsValidUtf8(byte[] utf8, out int offset)
    {
        offset = 0;
        while (offset < utf8.Length)
        {
            if (Rune.DecodeFromUtf8(utf8.AsSpan(offset), out _, out var consumed) != OperationStatus.Done)
            {
                return false;
            }

            offset += consumed;
        }

        return true;
    }

    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);

        // What cannot be read may be a file of data, given in place of the spec.
        return InvalidText().Replace(end < 0 ? message : message[..end], "the text");
    }

    /// <summary>A quoted text of more than one character, before what is wrong with it.</summary>
    [GeneratedRegex("^'.{2,}'(?= is an? )", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex InvalidText();

    private LocatedNode ReadValue(ref Utf8JsonReader reader, string path)
    {
        var (line, column) = lines.At(reader.TokenStartIndex);
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => new LocatedObject(line, column, ReadMembers(ref reader, path)),
            JsonTokenType.StartArray => new LocatedArray(line, column, ReadItems(ref reader, path)),
            JsonTokenType.String => new LocatedString(line, column, Text(ref reader), !reader.ValueIsEscaped),
            JsonTokenType.Number => new LocatedNumber(line, column, StrictUtf8.GetString(reader.ValueSpan)),
            JsonTokenType.True => new LocatedBoolean(line, column, true),
            JsonTokenType.False => new LocatedBoolean(line, column, false),
            _ => new LocatedNull(line, column),
        };
    }

    private List<LocatedMember> ReadMembers(ref Utf8JsonReader reader, string path)
    {
        var members = new List<LocatedMember>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var (line, column) = lines.At(reader.TokenStartIndex);
            var name = Text(ref reader);
            _ = reader.Read();
            var value = ReadValue(ref reader, $"{path}.{name}");
            if (seen.Add(name))
            {
                members.Add(new LocatedMember(line, column, name, value));
            }
            else
            {
                // What has no models may be a file of data, given in place of the spec, and its keys names of persons.
                var key = path.StartsWith("$.models", StringComparison.Ordinal) || name == "models" ? $"{path}: key {MessageText.Quote(name)}" : "a key";
                errors.Add(DiagnosticIds.DuplicateEntry, line, column, $"{key} is given twice; keep one");
            }
        }

        return members;
    }

    private List<LocatedNode> ReadItems(ref Utf8JsonReader reader, string path)
    {
        var items = new List<LocatedNode>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(ReadValue(ref reader, $"{path}[{items.Count}]"));
        }

        return items;
    }

    private string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // An escaped half of a surrogate pair: valid JSON grammar, yet no text.
            throw new JsonException("a \\u escape names half a character.", null, lines.LineOf(reader.TokenStartIndex), lines.ByteInLine(reader.TokenStartIndex));
        }
    }
}
