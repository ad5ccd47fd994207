using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace PrivacyGate.IO.Sinks.Html;

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
