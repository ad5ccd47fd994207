using System.Globalization;
using System.Text;
using PrivacyGate.IO.Printing;
using PrivacyGate.IO.Sinks.Rules;
using PrivacyGate.IO.Sinks.View;

namespace PrivacyGate.IO.Sinks;

/// <summary>
/// verdict.tsv, for readers without a JSON parser (the MSBuild task). First line <c>privacygate-verdict 1</c>, then one
/// row a diagnostic: severity, code, file, line, column, help link, message. A backslash starts an escape:
/// <c>\t \n \r \\</c>. Line and column are 0 when unknown, the file is empty when there is none.
/// </summary>
public sealed class VerdictTsvSink : ISink
{
    public const string Name = "verdict.tsv";

    private const string FirstLine = "privacygate-verdict 1";

    public string FileName => Name;

    public void Write(ReportView report, Stream output)
    {
        var text = new StringBuilder(FirstLine).Append('\n');
        foreach (var diagnostic in report.Lines)
        {
            text.AppendJoin('\t', Fields(diagnostic).Select(Escape)).Append('\n');
        }

        output.Write(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static string[] Fields(Diagnostic diagnostic) =>
    [
        diagnostic.Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "message" },
        diagnostic.Id,
        PlainText.OneLine(diagnostic.Location?.Path ?? ""),
        (diagnostic.Location?.Line ?? 0).ToString(CultureInfo.InvariantCulture),
        (diagnostic.Location?.Column ?? 0).ToString(CultureInfo.InvariantCulture),
        HelpLink.For(diagnostic.Id),
        CanonicalLine.Text(diagnostic.Message),
    ];

    public static string Escape(string field) => field
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\t", "\\t", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal)
        .Replace("\r", "\\r", StringComparison.Ordinal);
}
