using System.Runtime.CompilerServices;
using PrivacyGate.Auditing.Units;

namespace PrivacyGate.IO.Sinks.View;

/// <summary>What a part of a phrase is, and so how a writer shows it.</summary>
public enum PhraseStyle
{
    /// <summary>Words of ours.</summary>
    Words,

    /// <summary>Words of ours that matter.</summary>
    Strong,

    /// <summary>A name of the user's, such as a slice.</summary>
    Name,

    /// <summary>An attack, which has a page.</summary>
    Attack,

    /// <summary>A code, which has a page.</summary>
    Code,

    /// <summary>A sentence that may hold names of the user's; a writer may clip it.</summary>
    Message,
}

/// <param name="Style">What the text is.</param>
/// <param name="Text">As it is, not escaped.</param>
public readonly record struct PhrasePart(PhraseStyle Style, string Text);

/// <summary>A line of the report before it is Markdown, HTML or plain text.</summary>
/// <param name="Parts">In the order of reading; two parts of words never follow each other.</param>
public sealed record Phrase(IReadOnlyList<PhrasePart> Parts)
{
    /// <summary>Without markup; names in quotation marks.</summary>
    public string Plain => string.Concat(Parts.Select(static part => part.Style == PhraseStyle.Name ? PlainText.Name(part.Text) : part.Text));

    /// <summary>The same as a sentence that stands by itself: it begins with a capital letter, unless with a name.</summary>
    public Phrase Capitalized => Parts is [{ Style: PhraseStyle.Words or PhraseStyle.Strong, Text: [var first, .. var rest] } head, ..]
        ? new([head with { Text = char.ToUpperInvariant(first) + rest }, .. Parts.Skip(1)])
        : this;

    /// <summary>Text of the template is words of ours; what stands in braces is words too, or a part, or a phrase.</summary>
    public static Phrase Of(PhraseTemplate template) => new(template.Parts);

    public static PhrasePart Strong(string text) => new(PhraseStyle.Strong, text);

    public static PhrasePart Name(string text) => new(PhraseStyle.Name, text);

    public static PhrasePart Attack(string id) => new(PhraseStyle.Attack, id);

    public static PhrasePart Code(string id) => new(PhraseStyle.Code, id);

    public static PhrasePart Message(string text) => new(PhraseStyle.Message, text);

    /// <summary>Names with commas between them.</summary>
    public static Phrase Names(IEnumerable<string> names) =>
        new([.. names.SelectMany(static (name, index) => index == 0 ? (PhrasePart[])[Name(name)] : [new(PhraseStyle.Words, ", "), Name(name)])]);

    /// <summary>" on sex=f"; nothing for all records.</summary>
    public static Phrase OnSlice(string slice) => slice == SliceIds.All ? new([]) : Of($" on {Name(slice)}");

    /// <summary>" spec.json line 3:"; nothing without a place.</summary>
    public static Phrase Place(SourceLocation? location) => location switch
    {
        null => new([]),
        { Line: > 0 } => Of($" {Name(location.Path)} line {FormattableString.Invariant($"{location.Line}")}:"),
        _ => Of($" {Name(location.Path)}:"),
    };
}

/// <summary>Collects the parts of an interpolated string.</summary>
[InterpolatedStringHandler]
public readonly ref struct PhraseTemplate
{
    private readonly List<PhrasePart> parts;

    public PhraseTemplate(int literalLength, int holes)
    {
        _ = literalLength;
        parts = new List<PhrasePart>((2 * holes) + 1);
    }

    public IReadOnlyList<PhrasePart> Parts => parts;

    public void AppendLiteral(string literal) => AppendFormatted(literal);

    public void AppendFormatted(string words) => AppendFormatted(new PhrasePart(PhraseStyle.Words, words));

    public void AppendFormatted(Phrase phrase)
    {
        ArgumentNullException.ThrowIfNull(phrase);
        foreach (var part in phrase.Parts)
        {
            AppendFormatted(part);
        }
    }

    public void AppendFormatted(PhrasePart part)
    {
        if (part.Style == PhraseStyle.Words && parts is [.., { Style: PhraseStyle.Words } last])
        {
            parts[^1] = last with { Text = last.Text + part.Text };
        }
        else if (part.Style != PhraseStyle.Words || part.Text.Length > 0)
        {
            parts.Add(part);
        }
    }
}
