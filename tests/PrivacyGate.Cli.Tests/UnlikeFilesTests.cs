using System.Globalization;

namespace PrivacyGate.Cli.Tests;

/// <summary>Files that differ by themselves, with a model that does not leak and in the profile that trains no shadows.</summary>
public class UnlikeFilesTests
{
    private static string[] Lines(Clinic clinic, string file) => clinic.Read(file).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static void Write(Clinic clinic, string file, IEnumerable<string> lines) => clinic.Write(file, string.Join('\n', lines) + "\n");

    [Fact]
    public void A_column_filled_in_differently_is_named_and_the_audit_invalid()
    {
        using var clinic = Clinic.Private();
        var lines = Lines(clinic, "members.csv");
        Write(clinic, "members.csv", lines.Select((line, i) => i > 0 && i % 5 == 0 ? "0," + line[(line.IndexOf(',', StringComparison.Ordinal) + 1)..] : line));

        var run = clinic.Check("--profile", "quick");

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("error PG0218", run.Output, StringComparison.Ordinal);
        Assert.Contains("in a column: 'mean_radius' (0 in 20% of members and 0% of non-members)", run.Output, StringComparison.Ordinal);
        Assert.Contains("\"verdict\": \"invalid\"", clinic.Read("out/report.json"), StringComparison.Ordinal);
        Assert.Contains("| `mean_radius` | 0 in 20% of members", clinic.Read("out/report.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_that_is_more_frequent_on_one_side_is_told_by_its_name()
    {
        using var clinic = Clinic.Private();
        var lines = Lines(clinic, "holdout.csv");
        Write(clinic, "holdout.csv", lines.Where(static (line, i) => i % 3 == 0 || !line.Contains("malignant", StringComparison.Ordinal)));

        var run = clinic.Check("--profile", "quick");

        Assert.Contains("error PG0218", run.Output, StringComparison.Ordinal);
        Assert.Matches("\\| the label \\| .?'(benign|malignant)' in [0-9]", clinic.Read("out/report.md"));
    }

    [Fact]
    public void Persons_of_several_rows_on_one_side_only_are_told()
    {
        using var clinic = Clinic.Private();
        WritePersons(clinic, "members.csv", 4, "m");
        WritePersons(clinic, "holdout.csv", 1, "n");
        clinic.WriteSpec("\"subject\": \"patient\", \"budget\": { \"advantage\": 0.20 }");

        var run = clinic.Check("--profile", "quick");

        Assert.Contains("warning PG0219", run.Output, StringComparison.Ordinal);
        Assert.Contains("divide the data by persons, not by rows", run.Output, StringComparison.Ordinal);
        Assert.Contains("\"verdict\": \"inconclusive\"", clinic.Read("out/report.json"), StringComparison.Ordinal);
    }

    [Fact]
    public void Real_files_drawn_by_chance_are_alike_and_the_order_of_their_rows_tells_nothing()
    {
        using var clinic = Clinic.Private();
        Assert.Equal(0, clinic.Check("--profile", "quick").ExitCode);
        var report = clinic.Read("out/report.json");
        Assert.Contains("\"attack\": \"control-blind\"", report, StringComparison.Ordinal);
        Assert.Contains("A shift of up to 0.1", clinic.Read("out/report.md"), StringComparison.Ordinal);
        foreach (var file in new[] { "members.csv", "holdout.csv" })
        {
            var lines = Lines(clinic, file);
            Write(clinic, file, [lines[0], .. lines[1..].Reverse()]);
        }

        clinic.Check("--profile", "quick");
        Assert.Equal(report, clinic.Read("out/report.json"));
    }

    private static void WritePersons(Clinic clinic, string file, int rows, string prefix)
    {
        var lines = Lines(clinic, file);
        Write(clinic, file, lines.Select((line, i) => i == 0 ? "patient," + line : string.Create(CultureInfo.InvariantCulture, $"{prefix}{(i - 1) / rows},{line}")));
    }
}
