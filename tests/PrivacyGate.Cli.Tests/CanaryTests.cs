using System.Text.RegularExpressions;

namespace PrivacyGate.Cli.Tests;

/// <summary>A report may be published where the model may be: nothing of a record is in any file of a run, nor on its console.</summary>
public partial class CanaryTests
{
    [Fact]
    public void No_subject_and_no_value_of_a_record_is_told_anywhere()
    {
        using var clinic = Clinic.Leaky();
        HashSet<string> values = [.. Marked(clinic, "members.csv"), .. Marked(clinic, "holdout.csv")];
        Assert.True(values.Count > 1000);
        clinic.WriteSpec("\"subject\": \"patient\", \"budget\": { \"advantage\": 0.20 }");

        var run = clinic.Check();

        Assert.Equal(1, run.ExitCode);
        string[] files = [.. Directory.EnumerateFiles(clinic.File("out"))];
        Assert.Contains(files, file => file.EndsWith("report.html", StringComparison.Ordinal));
        Assert.All([.. files.Select(File.ReadAllText), string.Join('\n', run.Lines)], told =>
        {
            Assert.DoesNotContain("canary", told, StringComparison.OrdinalIgnoreCase);
            Assert.Empty(Number().Matches(told).Select(match => match.Value).Intersect(values));
        });
    }

    /// <summary>Gives every record a subject of its own, and returns those of its values that are too long to occur elsewhere by chance.</summary>
    private static IEnumerable<string> Marked(Clinic clinic, string side)
    {
        string[] lines = clinic.Read(side).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        clinic.Write(side, string.Join('\n', lines.Select((line, row) => (row == 0 ? "patient," : $"canary-{side}-{row},") + line.TrimEnd('\r'))));
        return lines.Skip(1).SelectMany(line => line.Split(',')).Select(cell => cell.Trim()).Where(cell => cell.Count(char.IsAsciiDigit) >= 6);
    }

    [GeneratedRegex(@"\d+\.\d+")]
    private static partial Regex Number();
}
