using System.Globalization;
using System.Text;

namespace PrivacyGate.Calibration;

/// <summary>Collects Markdown and shows it as it grows.</summary>
internal sealed class Report
{
    private readonly StringBuilder text = new();

    public override string ToString() => text.ToString();

    public void Line(string line = "")
    {
        text.Append(line).Append('\n');
        Console.WriteLine(line);
    }

    public void Section(string title, string explanation)
    {
        Line();
        Line($"## {title}");
        Line();
        Line(explanation);
        Line();
    }

    public void Header(params string[] columns)
    {
        Row(columns);
        Row([.. columns.Select(static _ => "---")]);
    }

    public void Row(params string[] cells) => Line($"| {string.Join(" | ", cells)} |");

    public static string Share(double share) => share.ToString("0.0000", CultureInfo.InvariantCulture);

    public static string Share(bool[] flags) => Share(flags.Average(static flag => flag ? 1.0 : 0));

    public static string Number(double value, string format = "0.###") => value.ToString(format, CultureInfo.InvariantCulture);
}
