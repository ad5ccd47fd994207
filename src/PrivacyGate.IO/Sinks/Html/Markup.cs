using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using PrivacyGate.IO.Printing;

namespace PrivacyGate.IO.Sinks.Html;

/// <summary>HTML that came about only from this assembly's own literals and encoded text, so that it can be put into other HTML as it is.</summary>
internal readonly record struct Markup
{
    private Markup(string html) => Html = html;

    public static Markup None { get; } = new("");

    public string Html => field ?? "";

    public bool IsEmpty => Html.Length == 0;

    /// <summary>A file of this assembly, unchanged. Never for anything a run brings.</summary>
    public static Markup OfOwnFile(string html) => new(html);

    /// <summary>The literal parts are HTML, every text between them is encoded.</summary>
    public static Markup Of(MarkupTemplate template) => new(template.Html);

    public static Markup Join(IEnumerable<Markup> parts, string separator = "") => new(string.Join(separator, parts.Select(part => part.Html)));

    /// <summary>The parts that are not empty, each on lines of its own.</summary>
    public static Markup Lines(params IEnumerable<Markup> parts) => Join(parts.Where(part => !part.IsEmpty), "\n");
}

/// <summary>
/// Encodes what stands between the literals of an interpolated string, by its type, so that no place can forget to.
/// There is no way in for a double on purpose: figures are written by <see cref="Figures"/>, coordinates by <see cref="Svg"/>.
/// </summary>
[InterpolatedStringHandler]
internal readonly ref struct MarkupTemplate(int literalLength, int holes)
{
    private const int UsualHole = 16;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder html = new(literalLength + (holes * UsualHole));

    public string Html => html.ToString();

    public void AppendLiteral(string literal) => html.Append(literal);

    public void AppendFormatted(string text) => html.Append(Encoder.Encode(PlainText.OneLine(text)));

    public void AppendFormatted(int number) => html.Append(CultureInfo.InvariantCulture, $"{number}");

    public void AppendFormatted(Markup part) => html.Append(part.Html);
}

/// <summary>Coordinates of drawings.</summary>
internal static class Svg
{
    /// <summary>A hundredth of a unit is finer than any screen; more digits would only tell machines apart.</summary>
    public static string At(double coordinate) => coordinate.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>"10,20 30,40": the points of a line or an area.</summary>
    public static string Points(IEnumerable<(double X, double Y)> points) =>
        string.Join(' ', points.Select(point => $"{At(point.X)},{At(point.Y)}"));
}
