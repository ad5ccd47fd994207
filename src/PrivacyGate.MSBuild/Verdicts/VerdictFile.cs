using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PrivacyGate.MSBuild;

/// <summary>
/// Reads verdict.tsv: first line <c>privacygate-verdict 1</c>, then severity, code, file, line, column, help link and
/// message a row. A file that is anything else is refused: half a verdict must not pass for a whole one.
/// </summary>
internal static class VerdictFile
{
    public const string Header = "privacygate-verdict 1";

    private static readonly Regex Code = new("^PG[0-9]{4}$", RegexOptions.CultureInvariant);

    /// <exception cref="FormatException">The file is not a verdict; the message says which line and why.</exception>
    public static IReadOnlyList<VerdictRow> Read(string path)
    {
        var text = File.ReadAllText(path, new UTF8Encoding(false, throwOnInvalidBytes: true));
        if (!text.EndsWith("\n", StringComparison.Ordinal))
        {
            throw new FormatException("it does not end with a line end");
        }

        var lines = text.Substring(0, text.Length - 1).Split('\n');
        return lines[0] == Header
            ? [.. lines.Skip(1).Select((line, index) => Row(line, index + 2))]
            : throw new FormatException($"its first line is not '{Header}'");
    }

    private static VerdictRow Row(string line, int number)
    {
        var cells = line.Split('\t').Select(cell => Unescape(cell, number)).ToArray();
        if (cells.Length != 7)
        {
            throw new FormatException($"line {number} has {cells.Length} columns instead of 7");
        }

        if (!Code.IsMatch(cells[1]))
        {
            throw new FormatException($"line {number} has no code in column 2");
        }

        return new VerdictRow(SeverityOf(cells[0], number), cells[1], cells[2], Number(cells[3], number), Number(cells[4], number), cells[5], cells[6]);
    }

    private static RowSeverity SeverityOf(string cell, int number) => cell switch
    {
        "error" => RowSeverity.Error,
        "warning" => RowSeverity.Warning,
        "message" => RowSeverity.Message,
        _ => throw new FormatException($"line {number} has no severity in column 1"),
    };

    private static int Number(string cell, int number) =>
        int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new FormatException($"line {number} has '{cell}' where a line or column number belongs");

    public static string Unescape(string cell, int number)
    {
        var text = new StringBuilder(cell.Length);
        for (var i = 0; i < cell.Length; i++)
        {
            text.Append(cell[i] != '\\' ? cell[i] : (++i < cell.Length ? cell[i] : '\0') switch
            {
                't' => '\t',
                'n' => '\n',
                'r' => '\r',
                '\\' => '\\',
                _ => throw new FormatException($"line {number} has a backslash that escapes nothing"),
            });
        }

        return text.ToString();
    }
}
